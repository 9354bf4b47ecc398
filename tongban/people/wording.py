"""Obstacles about people and identifiers, in words."""

WORDS = {
    # Places and offices.
    "region_unknown": ("没有代码为“{about}”的地区。", "There is no place with the code “{about}”."),
    "office_unknown": ("没有统一社会信用代码为“{about}”的机构。", "There is no office with the credit code “{about}”."),
    # Powers.
    "no_power": ("您没有在该机构办理此操作的权限。", "You do not hold this power at that office."),
    "kept_for_roles": (
        "这里由这些岗位办理：{about}（在各自的机构和事项范围内）。",
        "This is for: {about}, each for their own offices and items.",
    ),
    # Identity provider.
    "identity_level_unknown": (
        "统一身份认证没有说明认证级别，不能据此登录。",
        "The identity provider did not say how surely it knows you, so it cannot sign you in.",
    ),
    "identity_not_here": (
        "这个身份在本平台没有可用的账号，请联系本单位系统管理员。",
        "This identity has no usable account here. Please ask your administrator.",
    ),
    "identity_answer_stale": (
        "这次登录已经过期，请重新登录。",
        "This way of signing in has expired. Please begin again.",
    ),
    "identity_not_answered": (
        "统一身份认证没有完成，您没有登录。可以再试一次。",
        "The identity provider did not finish, and you are not signed in. You may try again.",
    ),
    "identity_of_somebody_else": (
        "认证的不是正在登录的人。要换人，请先退出登录。",
        "The identity is not that of the person signed in here. To change, please sign out first.",
    ),
    "identity_provider_down": (
        "统一身份认证暂时没有回应。",
        "The identity provider does not answer at the moment.",
    ),
    # Second factors.
    "factor_there_already": (
        "已经绑定了一个动态口令，要换新的请先解除原来的。",
        "There is a device with codes already. To change it, remove the one you have first.",
    ),
    "factor_code_wrong": (
        "动态口令不对，请核对手机上当前显示的 6 位数字，并确认手机时间准确。",
        "The code is wrong. Please compare it with what your device shows now, and check the device's clock.",
    ),
    "factor_first": (
        "请先绑定动态口令或通行密钥，再生成备用码。",
        "Please add a device with codes or a passkey before you make recovery codes.",
    ),
    # Entrance from an app outside.
    "entrance_token_wrong": (
        "令牌无效：签名、接收方、有效时间或编号不对。",
        "This token is worth nothing: its signature, audience, times or number are wrong.",
    ),
    "entrance_token_used": (
        "这个令牌已经用过，请重新签发。",
        "This token was used before. Please sign another one.",
    ),
    "entrance_ticket_wrong": (
        "进入的链接已经用过或超过一分钟，请回到应用里重新打开。",
        "This link was used before or is older than a minute. Please go back to the app and open it again.",
    ),
    # Certificates of officers.
    "certificate_missing": (
        "没有收到证书。请插好 UKey、安装证书驱动，关闭浏览器后重新打开再试。",
        "No certificate came along. Plug in your key, check its driver, close the browser and try again.",
    ),
    "certificate_of_another_authority": (
        "这个证书不是本平台信任的机构签发的。",
        "This certificate was not issued by an authority that is trusted here.",
    ),
    "certificate_out_of_date": (
        "这个证书不在有效期内，请到发证机构更新。",
        "This certificate is not valid at this time. Please have it renewed.",
    ),
    "certificate_not_for_this": (
        "这个证书不能用来登录：用途不对，或者密钥太弱。",
        "This certificate is not for signing in: it is for another use, or its key is weak.",
    ),
    "certificate_revocations_unknown": (
        "证书的吊销名单缺失或已过期，暂时不能用证书登录，请联系系统管理员。",
        "The list of revoked certificates is missing or out of date, so certificates are not taken. Please tell your"
        " administrator.",
    ),
    "certificate_revoked": (
        "这个证书已被吊销，不能再用。",
        "This certificate has been revoked.",
    ),
    "certificate_of_nobody": (
        "这个证书没有绑定任何工作人员，请联系本单位系统管理员。",
        "This certificate stands for nobody here. Please ask your administrator.",
    ),
    "certificate_file_unreadable": (
        "这个文件不是证书。请选择 PEM 或 DER 格式的证书文件（.pem、.cer、.crt），不要选带私钥的 .p12。",
        "This file is no certificate. Choose one as PEM or DER (.pem, .cer, .crt), not a .p12 with the private key.",
    ),
    "certificate_none_bound": ("{about}没有绑定证书。", "No certificate is bound to {about}."),
    "factor_none_there": ("{about}没有绑定第二重验证。", "{about} has no second factor."),
    "means_of_ones_own": (
        "自己的登录方式要由另一位系统管理员办理。",
        "Another administrator has to do this: these are the ways in which you sign in yourself.",
    ),
    "means_of_who_left": ("{about}不在岗位上，不能再登录。", "{about} is not in service and cannot sign in."),
    "trail.CertificateBound": ("绑定数字证书", "Certificate bound"),
    "trail.CertificateEnded": ("停用数字证书", "Certificate ended"),
    "trail.FactorsReset": ("重置第二重验证，并退出所有设备", "Second factors reset, signed out everywhere"),
    "certificate_bound_already": (
        "这个证书已经绑定过，一个证书只能代表一个人。",
        "This certificate is bound already: it stands for one person.",
    ),
    # Identifiers.
    "identifier_empty": ("号码不能为空", "The number is empty"),
    "identifier_wrong_length": (
        "长度应为 {expected} 位，现在是 {found} 位",
        "It should have {expected} characters and has {found}",
    ),
    "identifier_wrong_character": (
        "第 {position} 位“{character}”不是允许的字符",
        "Character {position}, “{character}”, is not allowed here",
    ),
    "identifier_wrong_check": (
        "校验码不对：最后一位按规则应为 {expected}，现在是 {found}，请核对是否输错",
        "The check character is wrong: it should be {expected} and is {found}; please look for a typing mistake",
    ),
    "identifier_wrong_form": ("这种证件的号码不是这样的，请核对", "A number of this kind of document looks different"),
    "uscc_region_not_digits": (
        "第 3 至 8 位“{region}”应为行政区划代码，只能是数字",
        "Characters 3 to 8, “{region}”, should be a region code of digits",
    ),
    "uscc_wrong_organisation_check": (
        "第 17 位（组织机构代码校验码）不对：应为 {expected}，现在是 {found}",
        "Character 17, the check character of the organisation code, should be {expected} and is {found}",
    ),
    "region_of_no_province": ("“{region}”不属于任何省份", "“{region}” belongs to no province"),
    "region_skips_a_level": ("“{region}”缺少上一级的代码", "“{region}” leaves out the level above"),
    "birth_date_does_not_exist": ("出生日期 {date} 不存在", "There is no such date of birth as {date}"),
    "birth_date_in_the_future": ("出生日期 {date} 还没有到", "The date of birth {date} is in the future"),
    "birth_date_too_long_ago": ("出生日期 {date} 太早了", "The date of birth {date} is too long ago"),
    "sequence_never_given": ("顺序码 {sequence} 从未使用", "The sequence {sequence} was never given to anybody"),
    "licence_parts_not_five": (
        "应由类型、颁发机构、流水号、版本号、校验位五部分组成，前面的标识根应为 {root}",
        "It should have five parts (type, issuing body, serial, version, check) under the root {root}",
    ),
    "licence_type_wrong": (
        "证照类型代码“{type}”应为 18 位有效的统一社会信用代码加 3 位数字",
        "The licence type “{type}” should be a valid credit code of 18 characters and 3 digits",
    ),
    "licence_body_wrong": ("颁发机构代码“{body}”无效", "The code of the issuing body, “{body}”, is not valid"),
    "licence_serial_wrong": (
        "流水号“{serial}”应为 1 至 32 位数字和大写字母",
        "The serial “{serial}” should be 1 to 32 digits and capitals",
    ),
    "licence_version_wrong": (
        "版本号“{version}”应为 001 至 999",
        "The version “{version}” should be 001 to 999",
    ),
    "project_code_wrong_form": (
        "项目代码共 24 位（含 4 个连字符），形如 2020-320412-01-01-123456",
        "A project code has 24 characters with its four hyphens, like 2020-320412-01-01-123456",
    ),
    "project_region_wrong": (
        "项目代码中的行政区划“{region}”无效",
        "The region “{region}” inside the project code is not valid",
    ),
    "phone_wrong_form": (
        "这不是电话号码：手机 11 位，固定电话要带区号，如 0519-86310000",
        "This is no phone number: a mobile has 11 digits, a fixed one its area code, like 0519-86310000",
    ),
    "phone_not_mobile": ("请输入 11 位手机号码", "Please enter a mobile number of 11 digits"),
    "item_code_is_legacy": (
        "这是 2016 年旧规则的{name}（{length} 位），只能用于导入历史数据",
        "This is a code of the 2016 scheme ({length} characters), accepted only when old data are imported",
    ),
    "item_level_unknown": ("行使层级“{level}”应为 1 至 7", "The level “{level}” should be 1 to 7"),
    "item_basic_not_digits": ("基本编码“{basic}”应为 12 位数字", "The basic code “{basic}” should be 12 digits"),
    "item_type_unknown": ("事项类型“{type}”不是具体的事项类型", "The item type “{type}” is not a type of item"),
    "item_sequence_wrong": (
        "业务办理项序号“{sequence}”应为 01 至 99",
        "The sequence of the handling item, “{sequence}”, should be 01 to 99",
    ),
    # Parties and those who act for them.
    "name_missing": ("请填写姓名或名称", "Please give the name"),
    "identity_kind_unknown": ("不认识的证件类型", "This kind of document is not known"),
    "identity_kind_does_not_fit": (
        "个人用身份证件，单位用统一社会信用代码",
        "A person is known by an identity document, an organisation by its credit code",
    ),
    "name_does_not_match_identity": (
        "姓名与证件号码对不上，请核对；如果改过名，请带证件到服务窗口更正",
        "Name and number do not belong together; if the name has changed, a service window can correct it",
    ),
    "identity_tied_to_another_account": (
        "这个证件已经绑定了另一个手机号。请用那个手机号登录，或带证件到服务窗口改绑",
        "This document belongs to an account with another phone: sign in with that one, or go to a service window",
    ),
    "identity_must_be_shown_at_a_window": (
        "这个证件在窗口办过事，留的是另一个手机号。为防止冒用，请带证件到服务窗口绑定",
        "This document was used at a window with another phone number; to protect its owner, please show it there",
    ),
    "agent_is_the_party": ("不需要授权给自己", "Nobody needs to authorise themselves"),
    "agent_is_not_a_person": ("只能授权给个人", "Only a person can be authorised"),
    "scope_missing": ("请写明可以代办什么", "Please say what the agent may do"),
    "ends_before_it_begins": ("结束日期不能早于开始日期", "It cannot end before it begins"),
    "authorisation_already_revoked": ("这项授权已经撤销", "This authorisation was withdrawn before"),
    # Officers, posts, accounts, keys.
    "role_unknown": ("没有“{about}”这个角色", "There is no role “{about}”"),
    "front_and_back_together": (
        "{about}会同时在{office}受理和审批：前台受理的不审批，后台审批的不受理。即办事项由一人办结的，请用授权书。",
        "{about} would both accept and approve at {office}: the front accepts, the back approves. "
        "Where one officer may do both for an instant item, use a mandate.",
    ),
    "one_person_for_a_and_b": ("{about}的 A 角和 B 角不能是同一个人", "Holders A and B of {about} must differ"),
    "contracted_staff_only_receive": (
        "{about}是服务外包人员，只能收件，不能担任受理或审批岗",
        "{about} is contracted and may only receive, not accept or decide",
    ),
    # Mandates and absences.
    "outside_mandate": (
        "您的授权书（{document}）不包括此事项或此权限，不能办理。",
        "Your mandate ({document}) does not include this item or this power.",
    ),
    "mandate_ended": (
        "您的授权书（{document}）已于 {until} 届满或终止，不能再办理；手头的环节已退回本机构。",
        "Your mandate ({document}) ended on {until}: you cannot act by it; your steps went back to the office.",
    ),
    "power_not_of_this_mandate": ("这类授权书不能授予“{about}”权限", "This kind of mandate cannot give “{about}”"),
    "mandate_without_power": ("请至少选择一项权限", "Please choose at least one power"),
    "mandate_names_no_item": (
        "给{about}的授权书须写明事项",
        "A mandate of this kind for {about} has to name its items",
    ),
    "commission_of_own_staff": (
        "{about}是本单位人员，不需要委托；委托只用于服务外包人员",
        "{about} is of the office's own staff: only contracted staff are commissioned",
    ),
    "mandate_without_document": ("请填写授权书文号和签发人", "Please give the document number and who signed it"),
    "another_chief_representative": (
        "同一时间只能有一名首席代表：{about}的授权还在有效期内，请先终止",
        "An office has one chief representative at a time: the mandate of {about} is in force; please end it first",
    ),
    "mandate_already_ended": ("授权书{about}已经终止", "Mandate {about} has ended before"),
    "reason_missing": ("请写明理由。", "Give a reason."),
    "mandate_reason_missing": ("请写明终止的原因", "Please say why it ends"),
    "absence_overlaps": ("{about}这几天已经登记为不在岗", "{about} is already recorded as away on some of these days"),
    "absence_over": ("这段不在岗已经结束或取消", "This absence is over or was cancelled"),
    "stand_in_away_too": (
        "{about}的 A 角、B 角同时不在岗，请首席代表另行安排",
        "Holders A and B of {about} are both away: the chief representative has to find somebody else",
    ),
    "post_without_stand_in": (
        "{about}没有 B 角，A 角不在岗期间无人顶岗",
        "{about} has no holder B: nobody stands in while A is away",
    ),
    "too_many_attempts": (
        "尝试次数太多，请 {minutes} 分钟后再试",
        "Too many attempts; please wait {minutes} minutes",
    ),
    "too_many_codes": (
        "获取验证码的次数太多，请 {minutes} 分钟后再试",
        "Too many codes were asked for; please wait {minutes} minutes",
    ),
    "citizens_have_no_password": (
        "个人账号用短信验证码登录，没有密码",
        "Citizens sign in by code and have no password",
    ),
    "token_missing_or_unknown": (
        "请在 Authorization 中提供有效的密钥（Bearer）",
        "Send a key that is in force: “Authorization: Bearer …”",
    ),
    "key_not_sure_enough": (
        "查看完整信息需要更高级别的实名登录，系统密钥不能代替，请登录网页查看",
        "Seeing this in clear asks for a surer sign-in than a key can be: sign in on the pages",
    ),
    "scope_not_held": ("这个密钥没有“{about}”权限", "This key does not open “{about}”"),
    "acts_for_no_office": ("这个密钥不代表任何在职的机构身份", "This key acts for no office in service"),
    "acts_for_no_firm": ("这个密钥不代表任何单位", "This key acts for no organisation"),
    "idempotency_key_missing": (
        "请提供 Idempotency-Key，重发时才不会办两次",
        "Send an Idempotency-Key, so that a call sent again is done once",
    ),
    "idempotency_key_unfit": (
        "Idempotency-Key 应为 1 至 80 个可见字符",
        "An Idempotency-Key is 1 to 80 visible ASCII characters",
    ),
    "scope_unknown": ("没有“{about}”这个权限范围", "There is no scope “{about}”"),
    "scope_needs_another": (
        "这个系统不能有“{about}”权限：办件类权限须代表机构，申请类权限须代表单位",
        "This system cannot hold “{about}”: work needs an office to act for, applications a firm",
    ),
    "system_acts_for_no_person": (
        "系统只能代表单位申请，不能代表个人",
        "A system applies for organisations only, not for a person",
    ),
    "idempotency_key_used": (
        "这个 Idempotency-Key 已用于另一个请求，请换一个",
        "This Idempotency-Key was used for another call: choose a new one",
    ),
    "scopes_missing": ("请至少选择一项权限", "Please choose at least one scope"),
    "token_already_revoked": ("{about}的密钥已经撤销", "The key of {about} was taken back before"),
}
