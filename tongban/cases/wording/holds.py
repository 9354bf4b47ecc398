"""The words for what a case waits for before it goes on."""

WORDS = {
    "held_back": (
        "还没有完成：{about}（{since} 起）。完成以后才能继续。",
        "Still open since {since}: {about}. It has to be done before this can go on.",
    ),
    "hold_is_lifted": ("这一项已经完成，请刷新页面。", "This has been done already. Reload the page."),
    "CaseHeldBack": ("登记了须先完成的事项", "Something was put on record that has to be done first"),
    "HoldLifted": ("须先完成的事项已完成", "What had to be done first is done"),
}
