"""The obstacles of windows and devices in words, Chinese and English."""

WORDS = {
    "window_is_busy": (
        "{about} 号窗口还有一次到访没有结束，请先结束它。",
        "Window {about} is still serving someone. End that visit first.",
    ),
    "not_seated_at_window": (
        "您今天不在 {about} 号窗口。请到自己的窗口，或请大厅主管调整。",
        "You do not sit at window {about} today. Use your own window or ask the hall manager.",
    ),
    "visit_has_ended": ("这次到访已经结束。", "This visit has ended already."),
    "visit_of_another_officer": ("这次到访由另一位同事接待。", "A colleague is serving this visit."),
    "visit_outcome_unknown": (
        "请选择这次到访的结果：办件、咨询、一次性告知或改日再来。",
        "Choose what came of this visit: a case, a consultation, told once, or come again.",
    ),
    "outage_in_future": (
        "停机时间还没有到，只能登记已经发生的停机。",
        "That time has not come yet. Only an outage that has happened can be recorded.",
    ),
    "outage_ends_before_it_began": ("恢复时间要晚于停机时间。", "The system cannot be back before it was away."),
    "outage_open_already": (
        "{about}还有一次停机没有登记恢复时间，请先登记恢复。",
        "An outage of {about} is still open. Record when the system came back first.",
    ),
    "outage_has_ended": ("这次停机已经登记了恢复时间。", "When the system came back is recorded already."),
    "no_pad_left": (
        "应急编号本已经用到最后一本，请联系系统管理员。",
        "There are no pad numbers left. Ask the system administrator.",
    ),
    "card_reader_missing": (
        "这个窗口没有连接身份证读卡器，可以手工录入证件信息。",
        "No card reader is connected at this window. Type in what the card says.",
    ),
    "card_reader_fails": (
        "身份证读卡器没有响应。请检查连接后再试，或手工录入证件信息。",
        "The card reader does not answer. Check its connection, or type in what the card says.",
    ),
    "document_camera_missing": (
        "这个窗口没有连接高拍仪，可以上传照片或扫描件。",
        "No document camera is connected at this window. Upload a picture or a scan.",
    ),
    "document_camera_fails": (
        "高拍仪没有响应。请检查连接后再试，或上传照片、扫描件。",
        "The document camera does not answer. Check its connection, or upload a picture or a scan.",
    ),
}
