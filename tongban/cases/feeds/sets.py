"""The data sets that go to and come from departments' own systems, in the exchange's field names (standards §2.2).

Names that the sources give stand as they are; where a source gives only the Chinese title, the name is ours and marked
so in docs/howto/exchange.md. Order: acceptance before process before result; dates do not run back.
"""

from tongban.exchange.rules.sets import DataSet, Field

ACCEPT, MATERIAL, PROCESS, SPECIAL, CORRECTION, RESULT, PAYMENT, LOGISTICS = (
    "up_pro_accept", "up_pro_material", "up_pro_process", "up_pro_special_procedure", "up_pro_correction",
    "up_pro_result", "up_pro_payment", "up_pro_logistics",
)  # fmt: skip
GRANTED, NOT_GRANTED, VOID, ERASED, PASSED_UP, GIVEN_UP, TURNED_AWAY = "0", "1", "2", "3", "4", "5", "6"
PASS, BACK, OTHER = "1", "2", "9"  # 通过, 退回, 其他
TO_DO, DONE = "1", "2"  # 待办, 已办
NEED_REASON = frozenset({NOT_GRANTED, VOID, ERASED, PASSED_UP, GIVEN_UP})


def _codes(*codes: str) -> frozenset[str]:
    return frozenset(codes)


accept = DataSet(
    ACCEPT,
    "申请和受理",
    1,
    (
        Field("item_code", "实施编码", "text", 40, True),
        Field("catalog_code", "基本编码", "text", 20),
        Field("handling_code", "业务办理项编码", "text", 40),
        Field("item_name", "事项名称", "text", 200, True),
        Field("item_version", "事项版本", "text", 10),
        Field("project_type", "办件类型", "code", 1, codes=_codes("1", "2", "9")),
        Field("applicant_type", "申请人类型", "code", 1, True, _codes("1", "2", "3", "4", "5", "6")),
        Field("applicant_name", "申请人名称", "text", 120, True, is_personal=True),
        Field("applicant_document_type", "申请人证件类型", "text", 20, True),
        Field("applicant_document_number", "申请人证件号码", "text", 40, True, is_personal=True),
        Field("contact_name", "联系人", "text", 120, is_personal=True),
        Field("contact_document_number", "联系人证件号码", "text", 40, is_personal=True),
        Field("contact_mobile", "联系人手机", "text", 20, is_personal=True),
        Field("address", "地址", "text", 200, is_personal=True),
        Field("apply_type", "申请类型", "code", 1, True, _codes("1", "2", "3", "4", "9")),
        Field("project_name", "办件摘要", "text", 200, is_personal=True),
        Field("apply_time", "申请时间", "moment", 19, True),
        Field("accept_time", "受理时间", "moment", 19),
        Field("promise_time", "承诺办结时间", "moment", 19),
        Field("accept_office", "受理部门", "text", 120, True),
        Field("accept_office_code", "受理部门编码", "text", 18),
        Field("accept_person", "受理人员", "text", 40),
        Field("accept_document_number", "受理文书编号", "text", 60),
        Field("department_no", "部门系统编号", "text", 80),
        Field("region_code", "行政区划", "text", 12),
    ),
    in_order=("apply_time", "accept_time", "promise_time"),
)

material = DataSet(
    MATERIAL,
    "材料",
    2,
    (
        Field("material_name", "材料名称", "text", 200, True),
        Field(
            "get_type", "收取方式", "code", 1, True, _codes("1", "2", "3", "4", "9")
        ),  # 纸质, 电子, 查验, 材料库, 其他
        Field("material_count", "收取数量", "text", 6),
        Field("attachment_name", "附件名称", "text", 200),
        Field("attachment_digest", "附件摘要", "text", 64),
        Field("is_taken", "是否收取", "yes_no", 1),
        Field("taken_time", "收取时间", "moment", 19),
        Field("remark", "备注", "text", 500),
    ),
    needs=(ACCEPT,),
)

process = DataSet(
    PROCESS,
    "过程",
    3,
    (
        Field("step_name", "环节名称", "text", 80, True),
        Field("event_name", "业务动作", "code", 1, True, _codes(PASS, BACK, OTHER)),
        Field("start_time", "开始时间", "moment", 19, True),
        Field("end_time", "结束时间", "moment", 19, True),  # no end yet: the start again
        Field("handler", "办理人", "text", 40, True),
        Field("opinion", "意见", "text", 2000),
        Field("unit", "办理单位", "text", 120),
        Field("unit_code", "办理单位编码", "text", 18),
        Field("status", "办理状态", "code", 1, True, _codes(TO_DO, DONE)),
        Field("department_no", "部门系统编号", "text", 80),
    ),
    needs=(ACCEPT,),
    in_order=("start_time", "end_time"),
)

special = DataSet(
    SPECIAL,
    "特别程序",
    4,
    (
        Field("kind_code", "种类", "code", 1, True, _codes("1", "2")),
        Field("kind_name", "种类名称", "text", 20, True),
        Field("reason", "启动理由或依据", "text", 500, True),
        Field("applicant", "申请人", "text", 40),
        Field("start_time", "开始时间", "moment", 19, True),
        Field("end_time", "结束时间", "moment", 19),
        Field("expected_days", "预计天数", "text", 3),
        Field("outcome", "结论", "code", 1, codes=_codes(PASS, BACK, OTHER)),
        Field("result", "结果", "text", 2000),
        Field("opinion", "办理意见", "text", 2000),
        Field("handler", "办理人", "text", 40),
    ),
    needs=(ACCEPT,),
    in_order=("start_time", "end_time"),
)

correction = DataSet(
    CORRECTION,
    "补正",
    4,
    (
        Field("notice_time", "告知时间", "moment", 19, True),
        Field("reason", "补正原因", "text", 2000, True),
        Field("materials", "补正材料清单", "text", 2000),
        Field("reply_time", "答复时间", "moment", 19),
        Field("rounds", "补正次数", "text", 2),
    ),
    needs=(ACCEPT,),
    in_order=("notice_time", "reply_time"),
)

result = DataSet(
    RESULT,
    "结果",
    5,
    (
        Field("result_type", "办结结果", "code", 1, True, _codes("0", "1", "2", "3", "4", "5", "6")),
        Field("result_time", "办结时间", "moment", 19, True),
        Field("result_text", "结果描述", "text", 2000),
        Field("licence_name", "结果证照名称", "text", 200),
        Field("licence_number", "结果证照编号", "text", 80),
        Field("licence_until", "证照有效期限", "day", 10),
        Field("licence_office", "发证单位", "text", 120),
        Field("is_delivered", "是否快递递送", "yes_no", 1),
        Field("is_charged", "是否收费", "yes_no", 1),
        Field("handler", "办理人", "text", 40),
        Field("satisfaction", "满意度", "satisfaction", 1),
        Field("department_no", "部门系统编号", "text", 80),
    ),
    needs=(ACCEPT, PROCESS),
    reason_for=("result_type", NEED_REASON, "result_text"),
)

payment = DataSet(
    PAYMENT,
    "支付",
    4,
    (
        Field("pay_number", "缴款单号", "text", 40, True),
        Field("amount", "金额", "money", 15, True),
        Field("pay_time", "缴款时间", "moment", 19, True),
        Field("payer", "缴款人", "text", 120, is_personal=True),
    ),
    needs=(ACCEPT,),
)

logistics = DataSet(
    LOGISTICS,
    "物流",
    6,
    (
        Field("logistics_number", "物流单号", "text", 40, True),
        Field("sender", "寄件人", "text", 120),
        Field("receiver", "收件人", "text", 120, is_personal=True),
        Field("sent_on", "寄出日期", "day", 10, True),
        Field("received_on", "签收日期", "day", 10),
    ),
    needs=(ACCEPT,),
    in_order=("sent_on", "received_on"),
)

ALL = (accept, material, process, special, correction, result, payment, logistics)
