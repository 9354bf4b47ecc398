"""The words for what stands in the way of a demo city, in both languages."""

WORDS = {
    "not_in_production": (
        "演示城市不能建在生产环境里（TONGBAN_MODE=production）。",
        "No demo city is built with production settings (TONGBAN_MODE=production).",
    ),
    "database_holds_other_data": (
        "这个数据库里有演示以外的数据，不会写入演示城市。请换一个空数据库（TONGBAN_DATABASE_URL）。",
        "This database holds other than demo data and is left alone. Name an empty one (TONGBAN_DATABASE_URL).",
    ),
}
