"""The words for fields that a result fills in, in what was found about a bundle."""

WORDS = {
    "bundle_feeds_no_such_thing": (
        "“{source}”的结果没有“{what}”可以填进“{about}”的“{field}”。可以写 number、name、office、valid_from 或者"
        " valid_until。",
        "The result of “{source}” has no “{what}” for “{field}” of “{about}”. Write number, name, office, valid_from or"
        " valid_until.",
    ),
    "bundle_fed_field_unknown": (
        "“{about}”没有字段“{field}”，“{source}”的结果填不进去。请改成它表单里的字段，或者去掉。",
        "“{about}” has no field “{field}” that the result of “{source}” could fill in. Name one of its form, or take"
        " it out.",
    ),
    "bundle_fed_field_of_other_kind": (
        "“{about}”的“{field}”不是“{source}”结果里的“{what}”那一类内容，填进去会不合格。请换一个字段。",
        "“{field}” of “{about}” takes another kind of answer than “{what}” of the result of “{source}”. Choose another"
        " field.",
    ),
    "bundle_fed_field_decides": (
        "“{about}”里还有别的内容要看“{field}”才知道填不填，所以它不能等“{source}”的结果。请去掉这一条。",
        "Other fields of “{about}” hang on “{field}”, which cannot wait for the result of “{source}”. Take it out.",
    ),
    "bundle_fed_field_stays_empty": (
        "“{source}”的结果没有有效期，“{about}”必填的“{field}”会空着。请换一个字段，或者去掉。",
        "The result of “{source}” has no end, so that the required “{field}” of “{about}” would stay empty. Choose"
        " another one, or take it out.",
    ),
    "bundle_field_fed_twice": (
        "“{about}”的“{field}”由两个事项的结果填写，请只留一个。",
        "Two results would fill in “{field}” of “{about}”. Keep one.",
    ),
    "trail.FieldsFed": ("前面事项的结果填进了后面的申请", "The result of one filled in another"),
}
