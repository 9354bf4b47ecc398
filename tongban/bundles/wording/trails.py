"""The words for what happened to a bundle and to a whole."""

WORDS = {
    "trail.WholeSubmitted": ("提交一件事", "Handed in as one thing"),
    "trail.MemberBegan": ("{number} 开始办理", "{number} began"),
    "trail.MemberEnded": ("事项办结", "A member ended"),
    "trail.MembersBlocked": ("有事项暂时办不了", "A member cannot begin"),
    "trail.PartMoved": ("{number}：{about}", "{number}: {about}"),
    "trail.MembersDropped": ("不再办理办不了的事项", "What could not begin was given up"),
    "trail.MemberTakenUp": ("重新申请没有办成的事项", "A member was applied for again"),
    "trail.MemberUrged": ("牵头部门催办", "The lead office pressed for a member"),
    "trail.WholeAlarmed": ("联办超时报警", "It took longer than promised: the lead office was alarmed"),
    "trail.BundleListed": ("登记一件事", "Entered as a bundle"),
    "trail.BundleDrafted": ("修改草稿", "The draft was changed"),
    "trail.BundlePublished": ("发布一件事", "Published"),
    "trail.BundleSwitched": ("开通或者关闭一件事", "Switched on or off"),
    "trail.BundleRetired": ("停用一件事", "Retired"),
}
