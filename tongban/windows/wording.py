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
    "window_serves_nobody_yet": (
        "{about} 号窗口还没有设定服务的部门或业务线，请先设定，再登记事项。",
        "It is not set yet whom window {about} serves. Set its offices or business lines first.",
    ),
    "window_kind_forbids": (
        "{about} 号窗口是分领域或专业窗口，不受理这个部门的事项。请改到无差别窗口，或调整窗口的服务范围。",
        "Window {about} serves a sector or one office, and this office is not among them. "
        "Choose a comprehensive window, or change whom the window serves.",
    ),
    "special_window_serves_one_office": (
        "{about} 号窗口是专业窗口，只服务一个部门。",
        "Window {about} is a special window: it serves one office.",
    ),
    "window_serves_everybody": (
        "{about} 号窗口是无差别窗口，不限定部门。",
        "Window {about} is a comprehensive window: it is not limited to offices.",
    ),
    "window_of_another_point": ("这个窗口不属于本服务点。", "That window belongs to another service point."),
    "still_taken_until": (
        "原来的登记到 {until} 才结束，请把批次的日期改到这一天之后。",
        "It is taken until {until} already. Let the batch begin after that day.",
    ),
    "leaves_before_it_came": (
        "这一项从 {since} 起才进驻，退出日期要晚于这一天；尚未生效的批次可以撤回。",
        "It comes only on {since}: it can leave after that day. A batch before its day can be taken back.",
    ),
    "batch_is_no_draft": (
        "这个批次已经登记或撤回，不能再改。",
        "This batch was entered or taken back and stays as it is.",
    ),
    "batch_day_is_over": (
        "生效日期 {since} 已经过去，请改为今天或以后。",
        "The day {since} is over. Choose today or a later one.",
    ),
    "batch_changes_nothing": (
        "这个批次不会改变任何窗口，请先加入事项或部门。",
        "This batch changes nothing at any window. Add items or offices first.",
    ),
    "batch_not_entered": ("这个批次还没有登记，或已经撤回。", "This batch was not entered, or was taken back already."),
    "batch_is_in_effect": (
        "这个批次已于 {since} 生效，不能撤回；请另编一个批次让事项退出。",
        "This batch took effect on {since} and cannot be taken back. Let its items leave with another batch.",
    ),
    "later_batch_builds_on_it": (
        "第 {about} 批涉及同样的事项，请先撤回第 {about} 批。",
        "Batch {about} concerns the same items. Take batch {about} back first.",
    ),
    "competence_for_nothing": (
        "请选择人员，并选择事项或部门。",
        "Choose who is meant, and items or an office.",
    ),
    "competence_without_ground": (
        "请写明依据，例如培训、考试的名称和日期。",
        "Say on what ground: which training or examination, and when.",
    ),
    "training_of_nobody": ("请选择参加的人员。", "Choose who took part."),
    "training_without_title": ("请写明培训、考试或轮岗的名称。", "Say what the training, examination or rotation was."),
    "training_not_over": ("还没有结束，结束后再登记。", "It is not over yet. Put it on record afterwards."),
    "training_void_at_once": (
        "有效期早于结束日期，请核对。",
        "It would be void before it ends. Please check the dates.",
    ),
    "rotation_without_window": ("轮岗请选择在哪个窗口。", "Choose the window of the rotation."),
    "competence_has_ended": ("这一项能力已经结束。", "This competence has ended already."),
    "visit_is_parked": (
        "这次到访已经挂起，请先恢复接待，再结束。",
        "This visit is set aside. Take it up again before you end it.",
    ),
    "visit_not_parked": ("这次到访没有挂起，或者已经恢复。", "This visit is not set aside, or goes on already."),
    "visit_of_another_hall": (
        "这次到访在另一个大厅，不能在这里继续。",
        "This visit belongs to another hall and cannot go on here.",
    ),
    "parked_for_unknown": ("请选择挂起的原因。", "Choose what they are waiting for."),
    "note_beside_cases": (
        "形成了办件的到访不另写说明，内容都在办件里。",
        "A visit that led to a case needs no note: everything stands in the case.",
    ),
    "pool_without_windows": ("请至少选择一个窗口。", "Choose at least one window."),
    "nobody_waits_for_you": (
        "现在没有您可以接待的等候者。",
        "Nobody who waits came for something that can be taken here by you.",
    ),
    "arrival_is_over": ("{about} 号已经离开或正在接待。", "Number {about} has left or is being served."),
}
