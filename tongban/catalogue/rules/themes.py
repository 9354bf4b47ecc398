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
    )
}
EVENTS = {
    event.code: event
    for event in (
        Theme("restaurant", "开一家饭店", "Opening a restaurant", "utensils"),
        Theme("shop", "开一家店", "Opening a shop", "store"),
        Theme("hotel", "开宾馆", "Opening a hotel", "building"),
        Theme("pet", "开宠物医院", "Opening a pet hospital", "heart"),
        Theme("freight", "跑货运", "Carrying goods", "car"),
        Theme("project", "建一个项目", "Building a project", "wrench"),
        Theme("home", "买房租房", "Buying or renting a home", "home"),
        Theme("retire", "退休", "Retiring", "user"),
        Theme("teacher", "当老师", "Becoming a teacher", "graduation"),
        Theme("doctor", "当医生", "Becoming a doctor", "briefcase"),
    )
}
