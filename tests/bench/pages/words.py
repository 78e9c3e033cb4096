"""Chinese text for the large data set, put together from a few hundred words so that it can be searched and read."""

from random import Random


def words(text: str) -> list[str]:
    return text.split()


PLACES = words("北方 南港 东城 西山 临江 平安 长河 红星 青松 白云 金桥 新湖 兴旺 和顺 光明 朝阳 海湾 龙泉 石门 柳溪")
TRADES = words("机械 物流 中学 医院 供电 银行 铁路 社区 环保 通信 建设 纺织 化工 水务 公交 粮油 药业 航运 税务 林场")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = words("安 明 芳 伟 娜 静 强 磊 洋 勇 艳 杰 娟 涛 超 霞 平 刚 桂英 志强 秀兰 建国 小满 立春 文博 思远 雨晴 浩然 子涵 佳怡")
THEMES = words("安全生产 科技创新 为民服务 文化宣传 青年成长 生态环保 乡村振兴 法治平安 健康医疗 组织建设 廉洁教育 志愿帮扶")
FORMS = words("主题党日 联合学习 座谈交流 现场观摩 党课宣讲 志愿服务 技能比武 读书分享 案例研讨 走访慰问")
VERBS = words("共同查找 联合整改 一起梳理 交流讨论 分工落实 现场查看 逐项核对 认真总结 及时反馈 持续改进")
THINGS = words(
    "车间隐患 配电线路 仓库货架 消防通道 值班记录 应急预案 学习笔记 活动方案 服务台账 结对名单 群众诉求 培训教材 "
    "检查清单 设备档案 节能数据 办事流程 困难职工 老旧小区 河道垃圾 防汛物资 互联网平台 党建品牌 会议纪要 工作日志"
)
ENDS = words(
    "大家都说有收获 问题当场就解决了 下一步按月回头看 由双方支部书记牵头 经验已经写成案例 形成了长期机制 "
    "群众的满意度明显提高 年轻党员得到了锻炼 资料统一存放在资料库 明年继续扩大范围"
)


class Writer:
    """Writes names, titles and paragraphs, the same ones at every run."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def one(self, words: list[str] | str) -> str:
        return self.chance.choice(words)

    def person(self) -> str:
        return self.one(SURNAMES) + self.one(GIVEN)

    def title(self) -> str:
        return f"{self.one(THEMES)}{self.one(FORMS)}：{self.one(VERBS)}{self.one(THINGS)}"

    def sentence(self) -> str:
        return f"{self.one(FORMS)}期间，两个支部{self.one(VERBS)}{self.one(THINGS)}和{self.one(THINGS)}，{self.one(ENDS)}。"

    def text(self, sentences: int) -> str:
        """Paragraphs of four sentences."""
        said = [self.sentence() for _ in range(sentences)]
        return "\n\n".join("".join(said[at : at + 4]) for at in range(0, sentences, 4))
