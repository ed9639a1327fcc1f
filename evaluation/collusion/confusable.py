"""Characters that are typed for one another 错别字: homophones of the input method, and look-alikes.

Groups written from experience with Chinese office prose; within a group any character may stand wrongly for another.
``USAGE`` lists words of which both spellings are in use, so that the choice between them is no slip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

GROUPS = """
试式视适市示事室势 账帐胀涨 安按案暗 即既及急 在再载 坐座 已己以矣 份分纷芬 像象相向项 其期奇齐旗 建健键件监见 设社摄涉射
配陪培赔 钉锭 制治致至质置志智 维唯惟围 部布步不 施实时识拾食 检捡减剪简 测侧厕策册 记纪计季技绩级积 练炼链连联
护户互 决绝觉 竣峻俊郡 盖概该改 供共公工功攻 辨辩辫变便遍 籍藉集极 履屡旅律率 证正整政征症 验严延研沿 保报宝堡包 障章彰张掌
程成城承乘诚呈 备倍被背 系细戏 统同通筒 管馆官观惯 理里礼立利力历例 运云允韵 行形型性姓醒 服伏复付负符附副 务物误雾 修休秀
装状壮 接节结洁捷截 线现限县献先 网忘望往旺 络落洛 机基激击鸡 房防妨放 电店垫点 源元原员圆园缘 灯登等 关官冠 开凯 启起气器弃
用拥永 户护 养样洋扬 响想享 应影映营迎赢 处出除储初楚 故顾固雇 修羞 时实 间简建 内那纳 外歪 训讯迅 人认任仁 员圆
质制 量亮辆良 合和核河何 格隔革 标彪表 准淮 规归轨 范犯饭 要药耀 求球 响向 施失 工公 期其 进近尽劲 度渡肚 计记 划画化话
方芳 案按 组阻祖 织职值直执植 架驾假价 构购够沟 岗刚钢纲港 责则泽 职织 全权泉 面免棉勉 负付 专砖转 业叶夜页 培培 验检
收手守首受授 货或获祸活 单丹担但 据具距聚拒巨 查察茶差 询寻循 拟你 签前迁千 章张 盖改 效校笑 资姿咨 金今斤 额饿 款宽
保宝 函涵含 提题 交教脚缴较 付附 清青情请轻 理礼 到道倒导 达答打 货伙 拆折柝 卸泄 搬般班 吊掉调 升声生省 降酱将奖 高告 低底抵
温稳文 湿实 度肚 压牙押 力利 流留 速素诉塑 频贫品 率律 功工 耗号好 能 源 防访仿 火活 灾哉 盗到 爆暴 毒独读 雷累类 震振镇阵 静净境竞径经精
洁结 噪躁燥 音因引 光广 亮量 颜严 色瑟 材才财裁 料了 钢刚 铁贴帖 铜同 铝率 塑素 胶交 玻波拨 璃离 漆七 板版般扳 管 阀伐 泵崩 缆揽览 线
槽曹 盒合 箱想 柜贵归 架 座坐 孔空控 螺罗 栓拴 垫店 焊汗旱 缝逢 锈秀 末未 土士 干千 日曰 大太犬 天夫 己已巳 人入八 贝见 侯候 拔拨
折拆 析折 晴睛 清请 幕墓慕暮 辐幅副福 徒陡徙 竟竞 密蜜 蓝篮 拦栏 燥躁操 梢稍 渴喝 慢漫幔 壁璧 暑署 躬恭 泄泻 弛驰 胁协 贷货 赔陪 戌戍 茶荼
圾极 锻段缎 眯迷 炭碳 煤媒 磨摩 模摸膜 摩磨 扰忧优 仓苍 伦论轮 构沟购 崇祟 弊币蔽 撤撒 贯惯 梁粱 脉咏 沾粘 候后厚 型形 反返 妨防 赋付 副付
复覆 偿尝 磋蹉 待侍代 带戴 担胆 淡谈 凋雕 迭叠 抖陡 渎读犊 妒 防房 妨 废费肺 粪奋愤 讽 幅 辅铺 俯 腹 傅缚
"""

USAGE = frozenset(  # a table, hence not a list of quoted words
    """制定 制订 必须 必需 反映 反应 公用 共用 定做 定作 以至 以致 启用 起用 截止 截至 记录 纪录 账户 帐户 账号 帐号 其间 期间
    交纳 缴纳 查勘 查看 树立 竖立 界限 界线 质疑 终止 中止 检查 检察 修整 休整 配制 配置 盈利 营利 赢利 权利 权力 订货 定货 订金 定金
    作用 做用 工作 做好 作好 份额 分额 成分 成份 部份 部分 身份 身分 执行 直行 施工 时间 实践 事件 公司 工时 公示 公式 现场 现象 限制 线路
    保证 保障 报证 报价 质量 重量 复核 符合 附和 复合 负荷 合格 核实 合适 联系 练习 实施 设施 适时 实时 及时 即时 即使 继续 计划 规划
    规范 示范 方案 防范 安全 按时 案例 统一 同意 同一 项目 相应 响应 向上 技术 记述 结束 服务 付款 复查 人员 任务 设计 涉及 建设 见证
    进度 近期 精度 经度 接收 接受 公开 供货 通过 通知 管理 关系 原因 员工 培训 配合 调整 效率 校验 检验 简易 正式 证实 整治 政治 征求""".split()  # noqa: SIM905
)


def _table() -> Mapping[str, frozenset[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for group in GROUPS.split():
        for character in group:
            near[character] |= set(group) - {character}
    return {character: frozenset(others) for character, others in near.items()}


NEAR: Mapping[str, frozenset[str]] = _table()
"""For each character, those that may be meant when it is written."""
