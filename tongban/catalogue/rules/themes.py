"""The public lists: themes and life events under which items stand, in both languages, with their icon."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    code: str
    name: str
    name_en: str
    icon: str


THEMES = {
    theme.code: theme
    for theme in (
        Theme("open", "开店办企业", "Opening a business", "store"),
        Theme("food", "餐饮食品", "Food and catering", "utensils"),
        Theme("fire", "消防安全", "Fire safety", "shield-check"),
        Theme("city", "市容排水", "Streets and drainage", "building"),
        Theme("build", "工程建设", "Building works", "wrench"),
        Theme("transport", "交通运输", "Transport", "car"),
        Theme("house", "住房公积金", "Housing fund", "home"),
        Theme("education", "教育", "Education", "graduation"),
        Theme("work", "职业资格", "Professions", "briefcase"),
        Theme("health", "医疗卫生", "Health", "heart"),
        Theme("agriculture", "农业动物", "Farming and animals", "landmark"),
        Theme("household", "户籍婚育", "Household and family", "users"),
        Theme("social", "社保医保", "Social insurance", "shield-check"),
        Theme("care", "救助福利", "Care and welfare", "hand"),
        Theme("estate", "不动产", "Real estate", "landmark"),
        Theme("travel", "出入境", "Travel", "id-card"),
        Theme("tax", "税务", "Taxes", "wallet"),
        Theme("environment", "环境水利", "Environment and water", "map-pin"),
        Theme("safety", "安全生产", "Safety at work", "triangle-alert"),
        Theme("culture", "文化出版", "Culture and publishing", "book"),
        Theme("groups", "社会组织", "Associations", "users"),
        Theme("law", "法律服务", "Law", "scale"),
        Theme("utility", "水电气网", "Utilities", "settings"),
    )
}
EVENTS = {
    event.code: event
    for event in (
        Theme("restaurant", "开一家饭店", "Opening a restaurant", "utensils"),
        Theme("company", "开办企业", "Founding a company", "briefcase"),
        Theme("birth", "生孩子", "Having a child", "baby"),
        Theme("home", "买房租房", "Buying or renting a home", "home"),
        Theme("school", "上学", "Going to school", "graduation"),
        Theme("job", "找工作、丢工作", "Finding or losing work", "briefcase"),
        Theme("marriage", "结婚", "Getting married", "heart"),
        Theme("car", "买车开车", "Cars and driving", "car"),
        Theme("sick", "看病就医", "Being ill", "heart"),
        Theme("retire", "退休", "Retiring", "user"),
        Theme("old", "养老", "Growing old", "hand"),
        Theme("hardship", "遇到困难", "In hardship", "help"),
        Theme("shop", "开一家店", "Opening a shop", "store"),
        Theme("hotel", "开宾馆", "Opening a hotel", "building"),
        Theme("pet", "开宠物医院", "Opening a pet hospital", "heart"),
        Theme("freight", "跑货运", "Carrying goods", "car"),
        Theme("project", "建一个项目", "Building a project", "wrench"),
        Theme("teacher", "当老师", "Becoming a teacher", "graduation"),
        Theme("doctor", "当医生", "Becoming a doctor", "briefcase"),
        Theme("close", "关店注销", "Closing down", "log-out"),
        Theme("abroad", "出国出境", "Going abroad", "id-card"),
        Theme("countryside", "在乡下", "In the countryside", "home"),
    )
}
