"""What is wrong with a workbook of the catalogue, in words: each says what to do."""

WORDS = {
    "sheet_missing": (
        "没有找到工作表“{about}”或者它的表头。请用下载的模板，保留工作表名称和第 2 行的字段名。",
        "The sheet “{about}” or its heads were not found. Use the template; keep the names of its sheets and row 2.",
    ),
    "sheet_is_empty": (
        "工作表“{about}”里还没有填事项（“说明”和“示例”两行不算）。",
        "No item stands in the sheet “{about}” yet (the rows 说明 and 示例 do not count).",
    ),
    "column_missing": (
        "缺少必填的列“{about}”。请从模板里补上这一列。",
        "The column “{about}”, which must be filled, is missing. Take it over from the template.",
    ),
    "column_doubled": ("列“{about}”出现了两次，请删掉一列。", "The column “{about}” is there twice: delete one."),
    "row_doubled": (
        "“{about}”与第 {row} 行重复。同一个事项只写一行。",
        "“{about}” is in row {row} already. An item has one row.",
    ),
    "row_names_no_item": (
        "“事项”表里没有序号或实施编码为“{about}”的事项。",
        "No item in the first sheet has the row number or code “{about}”.",
    ),
    "cell_must_be_filled": ("这一格必填。", "This cell must be filled."),
    "cell_too_long": ("写了 {length} 个字，最多 {longest} 个。", "{length} characters; at most {longest} fit."),
    "cell_lost_digits": (
        "这个编码是按数字保存的，后面几位已经丢失。请把单元格设成“文本”，重新粘贴编码。",
        "This code was kept as a number and has lost its last digits. Make the cell text and paste the code again.",
    ),
    "cell_not_whole": (
        "“{given}”不是整数。只写数字，不写单位。",
        "“{given}” is no whole number: only digits.",
    ),
    "cell_out_of_range": ("应当在 {least} 到 {most} 之间。", "It must lie between {least} and {most}."),
    "cell_not_yes_or_no": ("“{given}”不明确，请填“是”或“否”。", "“{given}” is neither 是 (yes) nor 否 (no)."),
    "cell_not_a_day": (
        "“{given}”不是日期，请写成 2026-05-07。",
        "“{given}” is not a day; write it like 2026-05-07.",
    ),
    "cell_number_for_a_day": (
        "“{given}”是日期变成的数字，它相当于 {day}。请把单元格设成日期格式，或者直接写 {day}。",
        "“{given}” is a day that became a number; it stands for {day}. Format the cell as a date, or write {day}.",
    ),
    "cell_not_a_choice": ("“{given}”不在可选项里。可选：{choices}。", "“{given}” is no choice. Choose of: {choices}."),
    "cell_not_a_law": (
        "“{given}”看不出是哪部法。一行一部，写成：《中华人民共和国食品安全法》第三十五条。",
        "“{given}” names no law. One a line, like 《中华人民共和国食品安全法》第三十五条.",
    ),
    "cell_not_a_condition": (
        "“{given}”不是本事项的情形名称，也不是能看懂的条件。可用：{offered}。",
        "“{given}” is neither a scenario of this item nor a condition we can read. Known here: {offered}.",
    ),
    "cell_doubled": ("“{about}”在这个事项里重复了。", "“{about}” is there twice in this item."),
    "line_missing": (
        "第 {line} 行缺“{about}”：这几列的行要一一对应。",
        "Line {line} lacks “{about}”: the lines of these columns belong together.",
    ),
    "line_ends_before_it_begins": (
        "第 {line} 行的截止早于开始。",
        "Line {line} ends before it begins.",
    ),
    "cell_is_formula": (
        "这一格是公式。请复制后“选择性粘贴—数值”，再上传。",
        "This cell is a formula. Copy it and paste the value instead.",
    ),
    "cell_is_merged": (
        "这里的单元格合并了，其他几格读到的是空白。请取消合并，每一格都填上。",
        "Cells are merged here: all but the first are empty. Unmerge them and fill each.",
    ),
    "paper_kind_unknown": (
        "材料目录里没有编码“{about}”，或者已经停用。",
        "The catalogue of papers has no code “{about}” in use.",
    ),
    "catalogue_entry_unknown": (
        "基本目录里没有“{about}”。本地增加的事项，请在“目录来源”填“本地增加”。",
        "The basic catalogue has no “{about}”. If the item is local, choose 本地增加 in the column 目录来源.",
    ),
    "draft_is_under_review": (
        "“{about}”正在审定或等待生效，先办完或退回，再导入。",
        "“{about}” is under review or waits for its day. Let that end before you import it.",
    ),
    "catalogue_changed_meanwhile": (
        "检查之后，有人改动了其中的事项{about}。请重新导入一次。",
        "Somebody changed an item of it ({about}) after it was checked. Bring it in once more.",
    ),
    "import_under_way": (
        "您上一次上传的文件还在处理，请等它结束。",
        "The file you brought before is still being worked on. Wait for it to end.",
    ),
    "import_failed": (
        "处理时系统出错，什么都没有导入。请稍后再试；还不行就联系管理员。",
        "Something went wrong on our side; nothing was taken in. Try again later, or tell the administrator.",
    ),
}
