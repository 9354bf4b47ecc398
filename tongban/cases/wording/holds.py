"""The words for what a case waits for before it goes on."""

WORDS = {
    "held_back": (
        "还没有完成：{about}（{since} 起）。完成以后才能继续。",
        "Still open since {since}: {about}. It has to be done before this can go on.",
    ),
    "hearing_may_be_asked_for": (
        "已告知听证权利（{about}）：{until} 前还可以要求听证。期满、被告知的人都放弃或者听证结束后才能作出决定。",
        "A hearing may be asked for until {until} ({about}). It is decided after that day, once all gave it up, or "
        "once it was held.",
    ),
    "hearing_to_be_held": (
        "已要求听证（{about}）：听证举行并记录后才能作出决定。",
        "A hearing was asked for ({about}). It is held and recorded before anything is decided.",
    ),
    "hold_is_lifted": ("这一项已经完成，请刷新页面。", "This has been done already. Reload the page."),
    "CaseHeldBack": ("登记了须先完成的事项", "Something was put on record that has to be done first"),
    "HoldMoved": ("须先完成的事项改了期限", "What has to be done first ends with another day"),
    "HoldLifted": ("须先完成的事项已完成", "What had to be done first is done"),
}
