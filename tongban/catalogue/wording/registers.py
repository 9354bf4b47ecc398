"""The catalogue of papers, delegations and agreements: what stands against them, in words."""

WORDS = {
    "not_the_whole_catalogue": (
        "全市共用的目录由管理全市事项的人员维护。",
        "What the whole city shares is kept by who manages the catalogue of the whole city.",
    ),
    "paper_name_taken": (
        "“{about}”已经是目录里一种材料的名称，一个名称只能指一种材料。",
        "“{about}” names a paper of the catalogue already; a name means one paper.",
    ),
    "proof_without_basis": (
        "证明“{about}”没有写明设定依据，不能列入证明事项清单。",
        "The proof “{about}” has no legal basis and cannot stand on the list of proofs.",
    ),
    "delegated_to_itself": ("不能委托给自己（{about}）。", "An office cannot delegate to itself ({about})."),
    "delegated_onward": (
        "“{about}”自己是受委托办理的，不得再委托（行政许可法第二十四条）。",
        "“{about}” holds the item by delegation itself and may not delegate it on (行政许可法 art. 24).",
    ),
    "delegated_to_no_organ": (
        "行政许可只能委托给行政机关，“{about}”不是（行政许可法第二十四条）。",
        "A licence may be delegated to an administrative organ only; “{about}” is none (行政许可法 art. 24).",
    ),
    "delegation_without_document": ("请写明委托书的名称和文号。", "Name the written commission and its number."),
    "ended_already": ("它更早就终止了（{about}）。", "It ends earlier already ({about})."),
    "delegated_already": (
        "这段时间里已经委托给“{about}”了，先终止原来的委托。",
        "It is delegated to “{about}” during these days already: end that first.",
    ),
    "no_power_delegated": ("部分委托要写明委托哪些环节。", "A partial delegation says which steps."),
    "power_not_held": (
        "“{about}”自己没有这个环节的权限，不能委托。",
        "“{about}” does not hold this power itself and cannot delegate it.",
    ),
    "agreed_with_itself": ("“{about}”就是本地，不是合作地区。", "“{about}” is this place, no partner."),
    "not_of_the_signing_office": (
        "“{about}”不是签约单位“{office}”及其下属的事项。",
        "“{about}” is no item of the signing office “{office}” or of one under it.",
    ),
    "agreement_is_over": ("协议“{about}”已经终止。", "The agreement “{about}” is over."),
    "put_forward_already": ("“{about}”已经在这份协议里了。", "“{about}” stands in this agreement already."),
    "left_the_agreement": ("“{about}”已经退出这份协议。", "“{about}” has left this agreement."),
    "not_led_across": ("“{about}”没有设定通办范围。", "“{about}” has no scope across places."),
    "four_same_fails": (
        "“{about}”与{office}不一致（四级四同）：这里是“{ours}”，那里是“{theirs}”；一致以后才能异地受理。",
        "“{about}” differs from {office} (four same): “{ours}” here, “{theirs}” there; until it is the same nobody "
        "takes it elsewhere.",
    ),
    "cross_paper_only_here": (
        "材料“{about}”只有我方要：请商对方增加，或者我方取消、改为免提交。",
        "Only we ask for “{about}”: have the partner ask for it too, or drop or fetch it here.",
    ),
    "cross_paper_only_there": (
        "材料“{about}”只有对方要：请商对方取消，或者我方增加。",
        "Only the partner asks for “{about}”: have it dropped there, or ask for it here too.",
    ),
    "cross_type_differs": (
        "材料“{about}”的类型不同：我方{ours}，对方{theirs}。",
        "“{about}”: {ours} here, {theirs} there (kind of paper).",
    ),
    "cross_format_differs": (
        "材料“{about}”的形式不同：我方{ours}，对方{theirs}。",
        "“{about}”: {ours} here, {theirs} there (form of paper).",
    ),
    "cross_need_differs": (
        "材料“{about}”的必要性不同：我方{ours}，对方{theirs}。",
        "“{about}”: {ours} here, {theirs} there (necessity).",
    ),
    "cross_step_only_here": (
        "环节“{about}”只有我方有：请商定统一的环节。",
        "Only we have the step “{about}”: agree on the same steps.",
    ),
    "cross_step_only_there": (
        "环节“{about}”只有对方有：请商定统一的环节。",
        "Only the partner has the step “{about}”: agree on the same steps.",
    ),
    "cross_element_differs": (
        "“{about}”不同：我方“{ours}”，对方“{theirs}”。",
        "“{about}” differs: “{ours}” here, “{theirs}” there.",
    ),
    "partner_file_is_no_json": (
        "这个文件不是 JSON 文本，请对方按交换字段名导出。",
        "This file is no JSON text: have the partner export it by the exchange field names.",
    ),
    "partner_file_holds_no_item": ("文件里要有且只有一个事项。", "The file must hold exactly one item."),
    "partner_file_holds_no_papers": (
        "文件里没有材料（materials），也没有办理环节（handle_flow）。",
        "The file has neither papers (materials) nor steps (handle_flow).",
    ),
    "partner_file_holds_too_many_papers": (
        "文件里有 {about} 份材料，太多了。",
        "The file has {about} papers: too many.",
    ),
}
