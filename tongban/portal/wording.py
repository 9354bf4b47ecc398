"""The words for what stands in the way of a demo city, a backup or its return, an import, in both languages."""

WORDS = {
    "not_in_production": (
        "演示城市不能建在生产环境里（TONGBAN_MODE=production）。",
        "No demo city is built with production settings (TONGBAN_MODE=production).",
    ),
    "database_holds_other_data": (
        "这个数据库里有演示以外的数据，不会写入演示城市。请换一个空数据库（TONGBAN_DATABASE_URL）。",
        "This database holds other than demo data and is left alone. Name an empty one (TONGBAN_DATABASE_URL).",
    ),
    "folder_not_empty": (
        "文件夹 {about} 不是空的，备份要写进一个空文件夹。",
        "{about} is not empty; a backup goes into an empty folder.",
    ),
    "keys_beside_the_data": (
        "密钥不能和备份放在一起（{about}）：拿到备份的人就能读出全部数据。请换一个地方。",
        "Keys do not lie with the backup ({about}): whoever got it could read everything. Name another place.",
    ),
    "no_whole_backup": (
        "{about} 里没有完整的备份：缺少 manifest.json 或 SHA256SUMS，备份可能中断过。",
        "{about} holds no whole backup: manifest.json or SHA256SUMS is missing; it may have been interrupted.",
    ),
    "backup_of_another_format": (
        "这份备份的格式是 {about}，本程序不认识。",
        "This backup has format {about}, which this program does not read.",
    ),
    "backup_of_a_later_version": (
        "这份备份来自更新的版本：本程序没有迁移 {about}。请用制作备份的版本或更新的版本恢复。",
        "This backup is of a later version: {about} is unknown here. Restore it with that version or a later one.",
    ),
    "backup_damaged": ("备份损坏：{about} 缺失或内容已改变。", "Damaged: {about} is missing or has changed."),
    "key_of_the_backup_missing": (
        "缺少制作备份时的密钥（{about}），恢复后将无法读取加密内容。请先设置 TONGBAN_VAULT_KEYS 和 TONGBAN_INDEX_KEY。",
        "A key of the backup is missing here ({about}), so what is encrypted could not be read."
        " Set TONGBAN_VAULT_KEYS and TONGBAN_INDEX_KEY first.",
    ),
    "database_not_empty": (
        "数据库里已有数据表。备份只恢复到全新的空数据库，请在 TONGBAN_DATABASE_URL 里换一个。",
        "The database has tables already. A backup goes into a new, empty one; name it in TONGBAN_DATABASE_URL.",
    ),
    "file_not_found": ("没有找到文件 {about}。", "There is no file {about}."),
    "file_empty": ("文件 {about} 是空的。", "The file {about} is empty."),
    "file_without_head": (
        '文件 {about} 的第一行应当说明来自哪个系统：{{"kind": "file", "system": "…"}}。',
        'The first line of {about} names the system: {{"kind": "file", "system": "…"}}.',
    ),
    "file_head_again": (
        "文件头只能在第一行：一个文件只来自一个系统。",
        "Only the first line is a head: a file comes from one system.",
    ),
    "file_taken_in_elsewhere": (
        "另一个进程正在导入这个文件，请等它结束。",
        "Another run is taking this file in; wait until it has ended.",
    ),
    "line_too_long": (
        "这一行超过 {bytes} 字节，没有读取。",
        "This line is longer than {bytes} bytes and was not read.",
    ),
    "line_not_utf8": (
        "第 {position} 个字节不是 UTF-8 文字，请把文件转换为 UTF-8 编码。",
        "Byte {position} is not UTF-8 text; convert the file to UTF-8.",
    ),
    "line_not_json": ("第 {position} 个字符处不是 JSON。", "This is not JSON at character {position}."),
    "line_not_an_object": ("这一行应当是一个 JSON 对象。", "This line should be one JSON object."),
    "line_not_text": (
        "文字里有数据库不能保存的字符（U+0000 或半个字符）。",
        "The text holds a character that cannot be stored (U+0000 or half a character).",
    ),
    "line_kind_unknown": ("不认识的种类“{about}”。", "The kind “{about}” is not known."),
    "line_shape_wrong": ("“{about}”不符合格式：{what}", "“{about}” has the wrong shape: {what}"),
    "moment_does_not_exist": ("“{about}”不是存在的时间：{moment}", "“{about}” is no moment that exists: {moment}"),
    "party_unknown": (
        "申请人“{about}”不在本文件前面的行里，也没有导入过。",
        "The party “{about}” stands in no line before this one and was not taken in earlier.",
    ),
    "officer_unknown": (
        "没有工号或登录名为“{about}”的工作人员。",
        "There is no officer with the staff number or login “{about}”.",
    ),
    "catalog_item_unknown": (
        "基本目录里没有编码“{about}”。",
        "The basic catalogue has no item with the code “{about}”.",
    ),
    "item_not_readable": (
        "事项“{about}”的内容无法识别：{what}",
        "The text of the item “{about}” cannot be read: {what}",
    ),
    "item_unknown": ("事项目录里没有实施编码“{about}”。", "The catalogue has no item with the code “{about}”."),
    "item_retired_by_then": (
        "事项“{about}”在收件时已经停止办理。",
        "The item “{about}” had been retired when this was received.",
    ),
    "paper_unknown": ("事项的材料清单里没有“{about}”。", "The item asks for no paper “{about}”."),
    "step_needs_a_name": (
        "环节“{about}”不是事项规定的环节，请写明名称和机构。",
        "The step “{about}” is none of the item's; give its name and office.",
    ),
    "notice_over_before_it_begins": (
        "最后一天（{about}）已经过去，请选今天或以后的日期。",
        "The last day ({about}) is over already; choose today or a later day.",
    ),
    "export_being_made": ("您的上一份副本正在整理，请稍等。", "Your last copy is still being made; please wait."),
    "exports_too_often": (
        "每天最多制作 {most} 份副本，请明天再来。",
        "At most {most} copies a day: please come back tomorrow.",
    ),
}
