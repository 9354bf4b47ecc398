"""What stands in the way of taking an item at a window, and of reading a batch from a workbook, in words."""

WORDS = {
    "not_competent_but_others": (
        "“{about}”不在您的能力清单里。本大厅现在可以办的：{who}。",
        "“{about}” is not on your list of competence. Here it can be taken by: {who}.",
    ),
    "nobody_is_competent": (
        "“{about}”不在您的能力清单里，本大厅目前也没有人可以办。请告诉大厅主管。",
        "“{about}” is not on your list of competence, and nobody here can take it now. Tell the hall manager.",
    ),
    "batch_row_names_no_window": (
        "第 {about} 行：本服务点没有“{window}”号窗口。",
        "Row {about}: this service point has no window “{window}”.",
    ),
    "batch_row_names_no_item": (
        "第 {about} 行：没有在办的事项或部门“{code}”。",
        "Row {about}: no item in force and no office has the code “{code}”.",
    ),
}
