"""What ``tenders`` draws from: sentences and names of simulated bids, the signs of rings, and the coincidences of practice."""

from __future__ import annotations

from itertools import combinations

# What firms (and language models) write in any bid; written apart from the product's own list of such sentences.
STOCK = (
    "我司将成立专项工作小组，由分管副总牵头，统筹推进本项目各阶段的工作。",
    "针对本项目，我方拟投入一支结构合理、经验丰富、执行力强的专业化队伍。",
    "我们承诺严格遵循招标文件各项条款，保质保量、按期完成全部供货及安装任务。",
    "在服务期内，我方提供全天候技术保障，做到随叫随到、快速响应、及时处理。",
    "我方将根据采购人的使用习惯编制操作手册，并开展不少于三次的集中培训。",
    "所有服务人员上岗前均经过严格的岗前培训和考核，持证率达到百分之百。",
    "本方案立足实际、突出重点、注重实效，力求做到技术可行、经济合理、安全可靠。",
    "凭借多年的行业积累，我司已形成一套成熟、完善、可复制的项目管理体系。",
    "质量目标：一次性验收合格率百分之百，客户满意度不低于百分之九十五。",
    "安全目标：杜绝重大安全事故，轻伤事故频率控制在千分之三以内。",
    "我方设立二十四小时值班电话，确保任何时间均有专人受理采购人的诉求。",
    "对于采购人提出的问题，我方将在第一时间予以回应，并形成闭环管理。",
    "我司高度重视知识产权保护，保证采购人在使用过程中免受第三方侵权指控。",
    "如我方未能履行上述承诺，愿按合同约定承担违约责任并赔偿由此造成的损失。",
    "项目实施分为准备、实施、调试、试运行和验收五个阶段，各阶段环环相扣。",
    "建立周报、月报制度，定期向采购人书面汇报进度、质量、安全等情况。",
    "根据风险发生的概率和影响程度，分别采取规避、转移、减轻、接受等应对策略。",
    "遇到台风、暴雨等极端天气，立即启动应急响应，人员和物资第一时间到位。",
    "我方保证所投产品来源渠道合法，配件齐全，可追溯至生产厂家。",
    "系统界面简洁直观，功能布局合理，支持多终端访问，用户体验良好。",
    "平台采用微服务架构，各功能模块松耦合，可按需灵活扩展和独立部署。",
    "数据按日增量、按周全量备份，异地容灾，确保业务连续性不受影响。",
    "综合上述分析，我司在技术实力、项目经验、服务能力等方面均具备明显优势。",
    "我们真诚希望能够成为贵方长期稳定的合作伙伴，共同推动事业发展。",
    "由此可见，该方案既能满足现阶段的业务需求，又能兼顾未来的发展需要。",
    "值得强调的是，我方将把服务质量放在首位，以实际行动赢得采购人的认可。",
    "我单位具有独立承担民事责任的能力，具备良好的商业信誉和健全的财务制度。",
    "我单位近三年经营活动中无重大违法违纪记录，未受到过行政处罚。",
    "施工期间做到工完场清，材料堆放整齐有序，出入口设专人冲洗车辆。",
    "每道工序完成后先由班组自检，再由质检员复检，最后报监理验收。",
    "加强与设计、监理、业主等各方的沟通，形成合力，确保工程顺利推进。",
    "服务团队实行项目经理负责制，分工到人，责任到岗，奖惩分明。",
)
FAMILY, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜",
    (
        "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英文博雨轩梓涵浩宇欣怡国华建志永春海波晓东红梅兰玉珍凤莲云飞龙虎林森"
        "松柏杨柳清泉江河山川石岩峰岭谷野田园禾苗稻麦米粟星辰日月光辉阳照晖晨曦夜雪霜露雷电风霞彩虹思远达维新立德仁义礼智信"
    ),
)
SLIPS = (
    ("安装", "按装"),
    ("调试", "调式"),
    ("检验", "捡验"),
    ("配合", "培合"),
    ("即将", "既将"),
    ("竣工", "峻工"),
)
HARD = ("mac", "disk_serial", "mainboard", "software_lock", "creation_code", "deposit_account",
        "file_id", "wps_machine", "price_ratio", "same_prices", "person_id", "contact_phone", "named", "long_text",
        "uscc", "holding_firm", "holder_id", "holds_another")  # fmt: skip
SOFT = (("upload_ip",), ("author", "rsid", "created", "company", "saved", "property", "template"), ("text", "slip"), ("name",),
        ("address", "printed_phone"), ("image",), ("legal", "holder_name"))  # fmt: skip
# What a ring of half the bidders or more shares: signs that a third party could also have given to so many.
LARGE = ("upload_ip", "mac", "file_id", "wps_machine", "long_text", "deposit_account", "contact_phone")

STRONG = tuple(c for size in (3, 4, 5) for c in combinations(range(len(SOFT)), size))
WEAK = tuple(c for size in (0, 1, 2) for c in combinations(range(len(SOFT)), size))
# How often two honest bidders of a tender share each by accident, or from a third party.
COINCIDENCES = {
    "upload_ip": 0.05, "third_text": 0.15, "printed_phone": 0.03, "image": 0.05, "name": 0.02, "rsid": 0.01, "author": 0.01,
    "address": 0.01, "company": 0.005, "created": 0.002, "legal": 0.0005, "list_prices": 0.05,
    # One template found somewhere, one maker's leaflet, one copy shop that typed and uploaded for both; a fund with a little
    # of both, a little that one holds of the other, the state above both; one model of scanner, one build of a program.
    "template": 0.02, "leaflet": 0.05, "copy_shop": 0.005, "fund": 0.02, "small_share": 0.002, "state": 0.02,
    "scanner": 0.3, "build": 0.3,
    # One maker's whole file: its letter of authority to each dealer, its leaflet and its photographs.
    "maker": 0.05,
}  # fmt: skip
# What honest bidders have in common that software, forms and networks gave to each of them: a chance for each bidder.
EVERYWHERE = {"virtual_card": 0.1, "inside_ip": 0.05, "form_phone": 0.02, "cloud_lock": 0.1}
# Shares of honest tenders of five and more in which all bids were handed in at the agency's hall.
HALL = 0.02
