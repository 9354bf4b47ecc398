"""The words for site visits."""

WORDS = {
    "two_officers_needed": (
        "现场踏勘应当有两名以上工作人员（行政许可法第三十四条）。",
        "Two officers or more go on a site visit (Administrative Licensing Law art. 34).",
    ),
    "place_missing": ("请写明踏勘地点。", "Say where the visit goes."),
    "visit_in_the_past": ("踏勘时间已经过去，请改为以后的时间。", "That time has passed. Choose a later one."),
    "no_case_to_visit": ("请至少选择一件办件。", "Choose at least one case."),
    "not_under_review": (
        "{about} 现在不在审查中，不能安排踏勘。",
        "{about} is not under review now; no visit can be planned for it.",
    ),
    "already_on_this_visit": ("{about} 在这次踏勘里出现了两次。", "{about} stands twice on this visit."),
    "not_on_the_visit": (
        "您不在这次踏勘的人员名单里。",
        "You are not among those who go on this visit.",
    ),
    "visit_is_over": (
        "这次踏勘已经完成或取消，不能再改。",
        "This visit was made or called off already.",
    ),
    "moves_with_the_joint_visit": (
        "这是几家部门一起来的联合踏勘，请在一件事的页面上一并改期。",
        "Several offices come together: move the joint visit on the page of the whole.",
    ),
    "findings_missing": ("请写明现场情况。", "Say what was found."),
    "conclusion_missing": ("请选择是否符合要求。", "Say whether it meets the requirements."),
    "too_many_photographs": ("照片最多 {most} 张。", "There can be {most} photographs at most."),
    "not_a_photograph": ("“{about}”不是照片，请拍照或选择图片。", "“{about}” is no picture. Take one, or choose one."),
    "colleague_recorded_first": (
        "同事已先提交这件的现场记录。您的记录已另行保存，没有丢失，可在办件页查看。",
        "A colleague had sent the record of this case first. Yours is kept beside it; nothing is lost.",
    ),
    "visit_was_called_off": (
        "这次踏勘已经取消。您的记录已另行保存，可在办件页查看。",
        "This visit had been called off. Your record is kept beside it, on the page of the case.",
    ),
    "case_was_over": (
        "这件申请在此期间已经作出决定或办结。您的记录已另行保存，可在办件页查看。",
        "The case was decided or closed meanwhile. Your record is kept, on the page of the case.",
    ),
    "trail.SiteVisitPlanned": ("安排现场踏勘", "A site visit was planned"),
    "trail.SiteVisitPostponed": ("现场踏勘改期", "The site visit was put off"),
    "trail.SiteVisitCancelled": ("取消现场踏勘", "The site visit was called off"),
    "trail.SiteVisitRecorded": ("提交现场踏勘记录", "The record of a site visit came in"),
}
