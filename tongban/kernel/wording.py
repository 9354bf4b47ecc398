"""The kernel's obstacles in words, Chinese and English."""

WORDS = {
    "too_often": (
        "操作太频繁了，请 {minutes} 分钟后再试。您填写的内容还在。",
        "This was done too often. Please try again in {minutes} minutes; what you typed is kept.",
    ),
    "reveal_without_purpose": (
        "请写明查看原因,查看会留下记录。",
        "Say why you need to see it; the look is recorded.",
    ),
    "not_an_amount": ("“{about}”不是金额,例如:1200.50。", "“{about}” is not an amount; for example: 1200.50."),
    "changed_meanwhile": (
        "内容已被他人更新，请重新读取后再改。",
        "It was changed meanwhile: read it again before you change it.",
    ),
    "not_a_dead_letter": (
        "这条记录正在发送或已经送达,无需重试。",
        "This is being delivered or has arrived; there is nothing to retry.",
    ),
    "seal_key_missing": (
        "没有设置 TONGBAN_SEAL_KEY，办理记录无法存证。用 tongban seal --new-key 生成一把。",
        "TONGBAN_SEAL_KEY is not set, so the journal cannot be sealed. tongban seal --new-key makes one.",
    ),
    "seal_key_is_the_demo_key": (
        "TONGBAN_SEAL_KEY 是演示用的密钥，正式环境不接受。",
        "TONGBAN_SEAL_KEY is the key of the demo, which production refuses.",
    ),
    "seal_key_unreadable": (
        "TONGBAN_SEAL_KEY 不是算法套件 {about} 的私钥（PKCS#8 DER，base64）。",
        "TONGBAN_SEAL_KEY is no private key of the suite {about} (PKCS#8 DER in base64).",
    ),
    "seal_missing": ("存证第 {about} 号不见了。", "Seal {about} is gone."),
    "seal_rewritten": (
        "存证第 {about} 号被改过：内容与它自己的摘要不符。",
        "Seal {about} was rewritten: what it says does not match its own digest.",
    ),
    "seal_link_broken": (
        "存证第 {about} 号没有接在第 {before} 号之后：前一号的摘要对不上。",
        "Seal {about} does not follow seal {before}: the digest it names is another.",
    ),
    "seal_signature_wrong": (
        "存证第 {about} 号的签名与内容不符。",
        "The signature of seal {about} does not belong to what it says.",
    ),
    "seal_key_foreign": (
        "存证第 {about} 号是用本系统没有登记的密钥签的（{key}）；曾用密钥请写入 TONGBAN_SEAL_FORMER_KEYS。",
        "Seal {about} is signed with a key that this deployment does not name ({key}); "
        "keys used before belong into TONGBAN_SEAL_FORMER_KEYS.",
    ),
    "seal_leaf_missing": (
        "存证第 {about} 号的第 {index} 片叶子不见了、多出来了或换了位置（从 0 数起）。",
        "Leaf {index} of seal {about} is gone, was added or has moved (counted from 0).",
    ),
    "seal_root_wrong": (
        "存证第 {about} 号的叶子算不出它签名的根：叶子或根被改过。",
        "The leaves of seal {about} do not lead to the root it signed: a leaf or the root was rewritten.",
    ),
    "entry_missing": (
        "{about} 的第 {position} 条记录不见了。",
        "Entry {position} of {about} is gone.",
    ),
    "entry_link_broken": (
        "{about} 的第 {position} 条记录没有接在前一条之后：顺序或前一条的摘要被改过。",
        "Entry {position} of {about} does not follow the one before: the order or a digest was rewritten.",
    ),
    "entry_rewritten": (
        "{about} 的第 {position} 条记录被改过：内容与摘要不符。",
        "Entry {position} of {about} was rewritten: what it says does not match its digest.",
    ),
    "sealed_entry_rewritten": (
        "{about} 的第 {position} 条记录不是当初存证的那一条：存证后连同整条链被重写，或它的叶子被改过。",
        "Entry {position} of {about} is not the one that was sealed: it was rewritten afterwards with its chain, "
        "or its leaf was.",
    ),
    "chain_cut": (
        "{about} 的记录到第 {position} 条为止，链头写的是第 {head} 条或另一个摘要：末尾被删或链头被改。",
        "The trail of {about} ends with entry {position}, but its head says {head} or another digest: "
        "the end was removed or the head rewritten.",
    ),
    "subject_missing": (
        "{about} 的全部记录都不见了，只剩链头。",
        "Every entry of {about} is gone; only the head of its chain is left.",
    ),
    "sealed_entry_missing": (
        "编号 {about} 的记录不见了：它在存证第 {seal} 号下（第 {index} 片叶子）。",
        "The entry with id {about} is gone: it is sealed under seal {seal} (leaf {index}).",
    ),
    "seal_differs_from_witness": (
        "存证第 {about} 号与见证方保存的不同：存证连同记录被重写过。",
        "Seal {about} is not the one that the witness holds: it was written anew, with what it seals.",
    ),
    "seal_only_at_witness": (
        "见证方保存着存证第 {about} 号，这里没有。",
        "The witness holds seal {about}, which is not here.",
    ),
    "subject_unknown": ("没有关于 {about} 的任何记录。", "Nothing is recorded of {about}."),
    "target_is_no_per_cent": (
        "目标请写成 0 到 100 之间的百分数，最多两位小数。",
        "A target is a percentage from 0 to 100, with two decimals at most.",
    ),
    "target_without_source": (
        "请写明目标的出处，例如哪份文件。",
        "Say where the target comes from, for example which document.",
    ),
}
