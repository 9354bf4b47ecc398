"""What was found, in words, and how to mend it: Chinese and English."""

from typing import NamedTuple

from tongban.server.checks.findings import Finding


class Words(NamedTuple):
    zh: str
    zh_mend: str
    en: str
    en_mend: str


def in_words(finding: Finding, language: str) -> tuple[str, str]:
    """Return what was found and how to mend it, in a language (zh, en)."""
    words = WORDS[finding.code]
    pair = (words.zh, words.zh_mend) if language == "zh" else (words.en, words.en_mend)
    what, mend = (text.format_map(finding.details) for text in pair)
    return what, mend


WORDS = {
    "front_and_back_together": Words(
        "{name}（{number}）在{office}既能受理又能审批。",
        "收回其中一个角色或岗位；即办事项由一人办结的，用授权书。",
        "{name} ({number}) may both accept and approve at {office}.",
        "End one of the roles or posts; for an instant item done by one officer use a mandate.",
    ),
    "demo_mode": Words(
        "现在是演示模式：任何人都能用演示账号登录。",
        "正式使用请设置 TONGBAN_MODE=production。",
        "This is demo mode: anybody may sign in with the demo's logins.",
        "Set TONGBAN_MODE=production.",
    ),
    "debug_on": Words(
        "调试已打开：出错时会把内部信息给访客看。",
        "去掉 TONGBAN_DEBUG。",
        "Debugging is on: an error shows visitors the inside.",
        "Unset TONGBAN_DEBUG.",
    ),
    "demo_key": Words(
        "{variable} 是演示密钥，人人都知道。",
        "换成自己的密钥，见 docs/operations/running.md。",
        "{variable} is a demo key, which everybody knows.",
        "Set a key of your own: docs/operations/running.md.",
    ),
    "identity_not_https": Words(
        "统一身份认证的地址 {address} 不是 https。",
        "TONGBAN_IDENTITY_ADDRESS 改用 https 地址。",
        "The identity provider's address {address} is not https.",
        "Set TONGBAN_IDENTITY_ADDRESS to an https address.",
    ),
    "second_factor_offered": Words(
        "审批、发布和系统管理的岗位只用密码就能登录。",
        "TONGBAN_SECOND_FACTOR 设为 approvers 或 staff。",
        "Whoever approves, publishes or administers may sign in by password alone.",
        "Set TONGBAN_SECOND_FACTOR to approvers or staff.",
    ),
    "second_factor_unknown": Words(
        "TONGBAN_SECOND_FACTOR 的值“{value}”不认识，现按 approvers 处理。",
        "只能是 approvers、staff 或 offered。",
        "TONGBAN_SECOND_FACTOR is “{value}”, which nobody knows; it counts as approvers.",
        "Use approvers, staff or offered.",
    ),
    "key_missing": Words(
        "没有设置 {variable}。",
        "生成并设置，见 docs/operations/running.md。",
        "{variable} is not set.",
        "Make one and set it: docs/operations/running.md.",
    ),
    "secret_short": Words(
        "TONGBAN_SECRET_KEY 只有 {length} 个字符。",
        "至少 {least} 个随机字符。",
        "TONGBAN_SECRET_KEY has only {length} characters.",
        "Use {least} random ones or more.",
    ),
    "hosts_default": Words(
        "TONGBAN_HOSTS 没有写明对外的主机名（现为 {hosts}）。",
        "写上市民使用的域名。",
        "TONGBAN_HOSTS does not name the public host (now {hosts}).",
        "Name the host that citizens use.",
    ),
    "address_not_https": Words(
        "印在纸上的网址不是 https：{address}。",
        "设置 TONGBAN_PUBLIC_ADDRESS=https://…",
        "The address on printed papers is not https: {address}.",
        "Set TONGBAN_PUBLIC_ADDRESS=https://…",
    ),
    "address_not_served": Words(
        "印在纸上的网址 {address} 不在 TONGBAN_HOSTS（{hosts}）里。",
        "把它加进 TONGBAN_HOSTS。",
        "The address on printed papers, {address}, is not among TONGBAN_HOSTS ({hosts}).",
        "Add it to TONGBAN_HOSTS.",
    ),
    "no_trusted_proxy": Words(
        "没有可信的代理：HTTPS 前端之后看不到访客的真实地址，限流会把所有人当成一个人。",
        "设置 TONGBAN_TRUSTED_PROXIES 为前端代理的层数，通常是 1。",
        "No proxy is trusted: behind HTTPS every visitor seems to be the proxy, and limits count all as one.",
        "Set TONGBAN_TRUSTED_PROXIES to the number of proxies in front, mostly 1.",
    ),
    "no_metrics_token": Words(
        "没有设置 TONGBAN_METRICS_TOKEN，代理之后读不到 /metrics。",
        "设置一个随机口令，并告诉监控系统。",
        "TONGBAN_METRICS_TOKEN is not set, so /metrics cannot be read behind the proxy.",
        "Set a random one and give it to the monitoring.",
    ),
    "sqlite_in_production": Words(
        "正式环境在用 SQLite：只能在一台机器上，写入要排队。",
        "乡镇、区县小规模可用；其余请用 PostgreSQL，备份可以直接恢复过去（docs/operations/backup.md）。",
        "SQLite in production: one machine alone, and writers queue.",
        "Well for a town; otherwise PostgreSQL, into which a backup restores as it is (docs/operations/backup.md).",
    ),
    "city_without_its_name": Words(
        "页面上还是演示城市的名字“云州市”。",
        "设置 TONGBAN_CITY_NAME 和 TONGBAN_CITY_NAME_EN。",
        "Pages still bear the demo city's name, 云州市.",
        "Set TONGBAN_CITY_NAME and TONGBAN_CITY_NAME_EN.",
    ),
    "time_zone": Words(
        "时区是 {name}，期限按北京时间计算。",
        "安装 tzdata，不要改动 TIME_ZONE。",
        "The time zone is {name}; limits are reckoned in Beijing time.",
        "Install tzdata and leave TIME_ZONE alone.",
    ),
    "variable_unknown": Words(
        "环境变量 {name} 不认识，不起作用。",
        "是不是 {meant}？见 docs/operations/settings.md。",
        "The variable {name} is unknown and sets nothing.",
        "Did you mean {meant}? See docs/operations/settings.md.",
    ),
    "database_away": Words(
        "数据库连不上（{error}）。",
        "检查 TONGBAN_DATABASE_URL，数据库是否在运行。",
        "The database does not answer ({error}).",
        "Look at TONGBAN_DATABASE_URL, and whether the database runs.",
    ),
    "migrations_pending": Words(
        "有 {count} 个迁移没有执行，第一个是 {first}。",
        "运行 tongban migrate。",
        "{count} migrations are pending, the first {first}.",
        "Run tongban migrate.",
    ),
    "worker_away": Words(
        "后台进程没有在工作（最后一次：{since}）：期限、短信、存证都停着。",
        "启动 tongban worker，或用 tongban serve --all。",
        "No worker is alive (last seen {since}): limits, messages and seals stand still.",
        "Start tongban worker, or tongban serve --all.",
    ),
    "seals_late": Words(
        "日志已有 {seconds} 秒没有存证。",
        "查看后台进程和“定时任务”里的错误，TONGBAN_SEAL_KEY 是否正确。",
        "The journal has waited {seconds} seconds for its seal.",
        "Look at the worker, the errors of its jobs, and TONGBAN_SEAL_KEY.",
    ),
    "disk_full": Words(
        "磁盘只剩 {free_mb} MB。",
        "清理或扩容；满了以后不能上传，数据库也可能停止。",
        "Only {free_mb} MB are left on the disk.",
        "Make room: when it is full nothing can be uploaded, and the database may stop.",
    ),
    "guard_missing": Words(
        "{table} 上防止改写的触发器不在或被停用。",
        "查明是谁停用的；备份后恢复到新库会重新装好。运行 tongban verify。",
        "The triggers that guard {table} are gone or asleep.",
        "Find out who did it; run tongban verify. A restore into a new database installs them again.",
    ),
    "powers_unwatched": Words(
        "{table} 上的触发器不在或被停用：权限的变化可能过后才生效。",
        "运行 tongban migrate 装好，然后重启程序。",
        "The triggers of {table} are gone or asleep: what changes about powers may not be noticed.",
        "Run tongban migrate, which installs them, and restart.",
    ),
    "clock_skew": Words(
        "本机与数据库的时钟相差 {seconds} 秒。",
        "两台机器都用 NTP 对时。",
        "The clocks of this machine and the database differ by {seconds} seconds.",
        "Let NTP set both.",
    ),
    "postgres_old": Words(
        "PostgreSQL {version} 太旧。",
        "升级到 {least} 或更新。",
        "PostgreSQL {version} is too old.",
        "Upgrade to {least} or later.",
    ),
    "not_durable": Words(
        "数据库设置 {setting} 会在断电时丢失已确认的办件。",
        "恢复它的默认值。",
        "With {setting} as it is, a power cut loses what was confirmed.",
        "Give it its default back.",
    ),
    "role_owns_tables": Words(
        "程序所用的数据库角色 {role} 拥有数据表，能够停用触发器。",
        "平时换一个没有所有权的角色，见 docs/operations/running.md。",
        "The role {role} owns the tables and could put the triggers to sleep.",
        "Serve with a role that owns nothing: docs/operations/running.md.",
    ),
    "dead_letters": Words(
        "{count} 条对外投递多次失败，已停下。",
        "在“对外投递”页面查看原因并重试。",
        "{count} deliveries failed for good.",
        "See why on the page of deliveries (/desk/outbox/), and try again.",
    ),
    "job_failed": Words(
        "定时任务“{job}”上次出错（{error}）。",
        "在日志里查找 job failed，看看是哪里出的错。",
        "The job “{job}” ended with an error ({error}).",
        "Look for “job failed” in the log.",
    ),
    "job_late": Words(
        "定时任务“{job}”早该运行（{since}）。",
        "后台进程可能太忙或没有运行。",
        "The job “{job}” should have run at {since}.",
        "The worker may be too busy, or not running.",
    ),
    "calendar_over": Words(
        "工作日历只到 {until}，之后的期限都是推算的。",
        "在“工作日历”页面录入国务院办公厅的放假通知。",
        "The calendar ends on {until}: every later limit is a guess.",
        "Load the State Council's notice on the calendar page.",
    ),
    "calendar_ends": Words(
        "工作日历只到 {until}（还有 {days} 天）。",
        "明年的放假通知一般在十一月发布，请在“工作日历”页面录入。",
        "The calendar ends on {until}, in {days} days.",
        "Next year's notice comes in November: load it on the calendar page.",
    ),
    "files_not_writable": Words(
        "文件夹 {folder} 不能写入（{error}）。",
        "把它的所有者改为运行程序的用户。",
        "The folder {folder} cannot be written ({error}).",
        "Give it to the user that runs the platform.",
    ),
    "fonts_missing": Words(
        "缺少打印文书的字体：{fonts}。",
        "重新安装 pylopdf-fonts-zh-cn。",
        "Fonts of printed papers are missing: {fonts}.",
        "Install pylopdf-fonts-zh-cn again.",
    ),
}
