"""The words for the consent of a second party."""

WORDS = {
    "consent_not_asked": ("{about}：还没有请对方同意。", "{about}: they have not been asked yet."),
    "consent_asked": ("{about}：对方还没有答复。", "{about}: they have not answered yet."),
    "consent_refused": (
        "{about}：对方不同意。请和对方商量后重新请求。",
        "{about}: they refused. Talk to them, then ask again.",
    ),
    "consent_withdrawn": ("{about}：对方收回了同意。", "{about}: they took their consent back."),
    "consent_expired": ("{about}：已过有效期，请重新请求。", "{about}: it is out of date. Ask again."),
    "consent_changed": (
        "{about}：对方看过以后内容有改动，请重新请求。",
        "{about}: something was changed after they saw it. Ask again.",
    ),
    "consent_unknown": ("没有名为“{about}”的同意事项。", "No consent called “{about}” is needed."),
    "consent_needs_form": (
        "{about}：请先在表单里填好对方的姓名、证件号码和约定的内容。",
        "{about}: fill in who they are and what was agreed first.",
    ),
    "consent_of_oneself": ("{about}：对方不能是申请人自己。", "{about}: it cannot be the applicant."),
    "consent_not_yours": (
        "这不是请您同意的，或者您还没有实名认证。",
        "You were not asked, or your identity is not checked yet.",
    ),
    "consent_is_used": (
        "已按编号 {about} 提交。要撤回请联系牵头部门。",
        "It was handed in as {about}. To withdraw, turn to the office that leads it.",
    ),
    "consent_not_open": (
        "现在不能这样答复：已答复过、已过期，或者内容有改动。",
        "It cannot be answered so now: it was answered, is out of date, or was changed.",
    ),
    "consent_not_read": (
        "申请人刚刚改了内容，请看过新的内容再答复。",
        "The applicant has just changed it. Read what it says now, then answer.",
    ),
    "consent_not_yours_to_take": (
        "这份同意由{about}的受理窗口收取。",
        "A window that accepts for {about} takes this consent in.",
    ),
    "consent_card_not_seen": ("请核对本人证件后勾选确认。", "Compare their card with the person, then tick the box."),
    "trail.ConsentAsked": ("请对方同意", "A second party was asked to agree"),
    "trail.ConsentAnswered": ("对方作了答复", "The second party answered"),
}
