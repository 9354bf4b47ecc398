"""The words for what happened to a bundle and to a whole."""

WORDS = {
    "trail.WholeSubmitted": ("提交一件事", "Handed in as one thing"),
    "trail.MemberBegan": ("事项开始办理", "A member began"),
    "trail.MemberEnded": ("事项办结", "A member ended"),
    "trail.MembersBlocked": ("有事项暂时办不了", "A member cannot begin"),
    "trail.PartMoved": ("其中一项有了进展", "A part moved on"),
}
