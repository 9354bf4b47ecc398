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
}
