"""The obstacles of files and documents in words, Chinese and English."""

WORDS = {
    "file_name_without_ending": (
        "文件“{about}”的名称没有后缀，看不出是什么文件。可以上传：{taken}。",
        "The name “{about}” has no ending that says what the file is. We take: {taken}.",
    ),
    "file_kind_not_taken": (
        "“{about}”是 {found} 文件，这里不能上传。可以上传：{taken}。纸质材料拍照即可。",
        "“{about}” is a {found} file, which we cannot take. We take: {taken}. A photograph of a paper will do.",
    ),
    "file_is_not_its_name": (
        "“{about}”的内容其实是 {found}，与名称不符。请把后缀改成 {found}，或另存后再上传。",
        "“{about}” is in fact a {found} file. Rename it to {found}, or save it again and upload that.",
    ),
    "file_is_empty": ("“{about}”是空文件，请重新选择。", "“{about}” is empty. Please choose the file again."),
    "file_too_large": (
        "“{about}”超过 {limit} MB。可以降低扫描分辨率（300 dpi 足够），或分成几个文件上传。",
        "“{about}” is larger than {limit} MB. Scan at a lower resolution (300 dpi is enough) or split it.",
    ),
    "file_is_damaged": (
        "“{about}”打不开，可能没有保存完整。请重新扫描或另存后再上传。",
        "“{about}” cannot be opened; it may be incomplete. Scan or save it again and upload that.",
    ),
    "file_is_locked": (
        "“{about}”设了密码，工作人员打不开。请去掉密码后再上传。",
        "“{about}” is protected by a password. Remove it and upload the file again.",
    ),
    "file_has_program": (
        "“{about}”里含有可以运行的程序。请打印成普通 PDF，或拍照后再上传。",
        "“{about}” contains a program. Print it to a plain PDF or photograph it, and upload that.",
    ),
    "file_has_attachments": (
        "“{about}”里还夹带了别的文件。请把它们分别上传。",
        "“{about}” carries other files inside. Upload each of them by itself.",
    ),
    "file_hides_another": (
        "“{about}”的末尾藏着另一个文件。请重新扫描或另存后再上传。",
        "Another file hides at the end of “{about}”. Scan or save it again and upload that.",
    ),
    "file_unpacks_too_large": (
        "“{about}”展开后过大，无法检查。请另存为 PDF 后再上传。",
        "“{about}” unpacks to more than we can check. Save it as PDF and upload that.",
    ),
    "picture_too_large": (
        "图片“{about}”有 {width}×{height} 像素，太大了。请缩小后再上传。",
        "The picture “{about}” has {width}×{height} pixels, which is too many. Make it smaller and upload that.",
    ),
    "storage_is_full": (
        "系统暂时存不下新文件，您已填写的内容都还在。请稍后再试，或到窗口提交。",
        "We cannot store new files at the moment; what you filled in is kept. Try again later or come to a window.",
    ),
    "not_a_workbook": (
        "这不是 Excel 工作簿（.xlsx）。旧的 .xls 和 WPS 的 .et 请先“另存为”.xlsx。",
        "This is not an Excel workbook (.xlsx). Save an old .xls or a WPS .et as .xlsx first.",
    ),
    "workbook_value_far_away": (
        "工作表“{sheet}”的第 {row} 行第 {column} 列还有内容，太远了（最多 {rows} 行、{columns} 列）。"
        "请删掉那里多余的内容再上传。",
        "The sheet “{sheet}” holds something in row {row}, column {column}, which is too far away "
        "(at most {rows} rows, {columns} columns). Delete what is left over there and upload it again.",
    ),
    "workbook_needs_too_much": (
        "这个文件要占的内存或时间超过上限，没有读完。请分成几个文件，或把内容复制到新下载的模板里再上传。",
        "Reading this file takes more memory or time than it may. Split it, or copy what it holds into a new template.",
    ),
    "held_paper_withdrawn": (
        "您已经撤回材料库里的“{about}”，不再使用。请另外上传。",
        "You withdrew “{about}” from your papers; it is not used any more. Upload it instead.",
    ),
    "held_paper_replaced": (
        "材料库里的“{about}”已经有更新的一份，请改用新的。",
        "There is a newer “{about}” among your papers. Use that one.",
    ),
    "held_paper_ended": (
        "“{about}”已经被撤销、收回或者注销，不能再用。",
        "“{about}” was revoked, taken back or cancelled and cannot be used any more.",
    ),
    "held_paper_expired": (
        "“{about}”的有效期到 {until} 为止，已经过期，请交一份有效的。",
        "“{about}” was valid until {until}. Hand in one that is valid.",
    ),
    "held_paper_destroyed": (
        "材料库里“{about}”的文件已按保存期限销毁，请重新提交。",
        "The file of “{about}” was destroyed when its time of keeping ended. Hand it in again.",
    ),
    "held_paper_original_wanted": (
        "这里要看“{about}”的原件，材料库里的一份没有核对过原件。",
        "The original of “{about}” is wanted here; nobody has compared the one among your papers with it.",
    ),
    "held_paper_is_better": (
        "材料库里的“{about}”更可靠，不用再传。它仍然有效，办事时可以直接使用。",
        "The “{about}” among your papers is more reliable and still valid; it can be used as it is.",
    ),
    "held_paper_ended_already": (
        "“{about}”已经撤回，或者已经有更新的一份。",
        "“{about}” was withdrawn already, or there is a newer one.",
    ),
    "trail.FetchedPapersKept": ("从数据源取得的材料随申请留存", "What registers said is kept with the application"),
    "trail.PapersFetched": (
        "从数据源取得材料，没有向申请人收",
        "Papers were fetched from registers instead of being asked for",
    ),
    "trail.PapersHeld": ("材料存入申请人的材料库", "Papers were put on file for the applicant"),
    "trail.HeldPaperUsed": ("用了材料库里的材料，没有再收", "A paper on file was used and not taken again"),
    "trail.HeldPapersEnded": ("材料库里的证照随之失效", "The licence on file ended with it"),
}
