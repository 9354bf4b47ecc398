"""The words for sheets of many applications, in both languages."""

WORDS = {
    "cell_not_offered": (
        "“{about}”写的是“{typed}”，请从下拉列表里选。",
        "“{about}” says “{typed}”. Choose from the list.",
    ),
    "cell_empty": ("“{about}”没有填。", "“{about}” is empty."),
    "sheet_column_missing": (
        "表里没有“{about}”这一列，请用下载的模板。",
        "The column “{about}” is missing: use the template.",
    ),
    "sheet_has_no_rows": ("表里没有申请。", "There are no applications in the sheet."),
    "sheet_too_long": ("一张表最多 {about} 行，请分成几张。", "A sheet has {about} rows at most: make several."),
    "row_twice": ("和第 {about} 行相同。", "The same as row {about}."),
    "row_received_before": ("这份申请以前已经收过。", "This application was received before."),
    "batch_begun_already": ("这张表已经在收件，或已经完成。", "This sheet is being received, or done already."),
    "nothing_to_receive": ("没有可以收件的行。", "No row can be received."),
}
