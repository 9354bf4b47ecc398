"""What happened to items and lists, in words: the trail on their pages."""

WORDS = {
    "trail.ItemCreated": ("认领到实施清单", "Taken into the implementation list"),
    "trail.VersionDrafted": ("起草或修改第 {number} 版", "Version {number} drafted or changed"),
    "trail.VersionHandedIn": ("第 {number} 版送审", "Version {number} handed in for review"),
    "trail.VersionSentBack": ("第 {number} 版退回修改", "Version {number} went back to its editors"),
    "trail.VersionApproved": ("第 {number} 版审定", "Version {number} approved"),
    "trail.ItemPublished": ("第 {number} 版发布", "Version {number} published"),
    "trail.ItemSuspended": ("暂停：{since} 至 {until}", "Suspended: {since} – {until}"),
    "trail.ItemResumed": ("恢复办理", "Taking applications again"),
    "trail.ItemRetirementPlanned": ("计划取消，最后受理日 {last_day}", "To be cancelled after {last_day}"),
    "trail.ItemKept": ("撤回取消计划", "The planned cancellation was called off"),
    "trail.ItemMarkedForReview": ("《{title}》有修改，待复核", "“{title}” has changed: to be looked at again"),
    "trail.ReviewMarkSettled": ("《{title}》修改已复核", "Looked at again after the change of “{title}”"),
    "trail.ItemRetired": ("取消事项", "The item was cancelled"),
    "trail.ItemDelegated": ("委托其他单位办理", "Powers over the item were delegated"),
    "trail.DelegationEnded": ("终止委托", "A delegation was ended"),
    "trail.AgreementSigned": ("登记通办协议", "The agreement was entered"),
    "trail.AgreementEnded": ("终止通办协议", "The agreement was ended"),
    "trail.PaperKindKept": ("材料目录有变动", "The catalogue of papers was changed"),
}
