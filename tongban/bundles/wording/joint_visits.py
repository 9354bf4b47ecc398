"""The words for joint site visits."""

WORDS = {
    "joint_visit_needs_two_offices": (
        "联合踏勘要有两家以上部门；只有一家去的，请在办件页安排踏勘。",
        "A joint visit takes two offices or more. Where one goes alone, plan the visit on the page of the case.",
    ),
    "joint_visit_not_yours": (
        "只有牵头部门和正在审查的部门可以办理这次联合踏勘。",
        "Only the lead office and the offices that review can act on this joint visit.",
    ),
    "joint_visit_answered": ("已经答复过了。", "This was answered already."),
    "joint_visit_lapsed": (
        "那一天已经过了，提议已失效；需要一起去的，请重新提议。",
        "That day is over and the proposal has lapsed. Propose another where a joint visit is still needed.",
    ),
    "officer_of_another_office": (
        "{about} 不是本部门的人员，请选本部门两名以上工作人员。",
        "{about} works at another office. Choose two officers or more of your own.",
    ),
    "member_not_accepted_yet": ("{about} 还没有受理。", "{about} has not been accepted yet."),
    "member_looked_at_already": ("{about} 的这个环节已经办完。", "This review of {about} is done."),
    "member_visited_already": (
        "{about} 的这个环节已经安排或者正在商定踏勘。",
        "A visit is planned or being arranged already for this review of {about}.",
    ),
    "trail.JointVisitProposed": ("提议联合踏勘", "A joint site visit was proposed"),
    "trail.JointVisitJoined": ("部门同意一起踏勘", "An office joins the site visit"),
    "trail.JointVisitDeclined": ("部门不参加联合踏勘", "An office does not join the site visit"),
    "trail.JointVisitSet": ("联合踏勘已定，已告知申请人", "The joint site visit is set; the applicant was told once"),
    "trail.JointVisitMoved": ("联合踏勘改期", "The joint site visit was moved"),
    "trail.JointVisitLeft": ("部门不用参加联合踏勘了", "An office need not come any more"),
    "trail.JointVisitLapsed": (
        "联合踏勘到期没有都答复，提议失效",
        "The proposed joint visit lapsed: not every office had answered by its day",
    ),
    "trail.JointVisitCalledOff": ("联合踏勘取消", "The joint site visit was called off"),
}
