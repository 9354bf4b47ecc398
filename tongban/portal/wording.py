"""The words for what stands in the way of a demo city, a backup or its return, in both languages."""

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
}
