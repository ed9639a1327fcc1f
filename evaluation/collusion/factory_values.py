"""Values that identify nobody: what factories, software, forms and networks put in place, and names that many bear.

Normal forms (``identity``): lower case, without separators, unless a comment says otherwise.
"""

from __future__ import annotations

import ipaddress
import re

# Where a machine's serial number should stand.
NO_SERIAL = frozenset((
    "none", "null", "na", "unknown", "defaultstring", "tobefilledbyoem", "systemserialnumber",
    "baseboardserialnumber", "notapplicable", "notspecified", "oem", "invalid", "notavailable",
    "serialnumber", "chassisserialnumber", "error", "boardserialnumber", "type2boardserialnumber",
    "filledbyoem", "undefined", "empty", "未知", "无", "123456789", "0123456789", "1234567890",
    "vmwarevirtualdisk", "qemuharddisk", "virtualbox",
))  # fmt: skip
# "BSN12345678901234567", "MB-1234567890", "0123456789AB…": what makers of boards and laptops leave in place.
COUNTED_UP = re.compile(r"123456789|987654321")
# Cards that programs make up, with one address on every machine: VMware's host networks, Microsoft's loopback, VPN clients,
# and the tunnels and dial-up ports of Windows.
NO_CARD = frozenset((
    "005056c00001", "005056c00008", "02004c4f4f50", "00059a3c7a00", "00059a3c7800", "00090ffe0001",
    "00090faa0001", "025041000001", "505054503030", "33506f453030", "204153594eff", "444553540000",
    "444553544200", "00000000000000e0",
))  # fmt: skip
NO_CARDS = ("0a0027000", "024200", "0242ac")  # VirtualBox's host networks, Docker's bridges
# What software writes as a file's author or company by itself.
FACTORY_NAMES = frozenset((
    "administrator", "admin", "user", "users", "pc", "owner", "guest", "root", "test", "default", "author",
    "unknown", "none", "null", "microsoft", "microsoftoffice", "microsoftofficeuser",
    "microsoftcorporation", "msoffice", "office", "office用户", "wps", "wpsoffice", "wps用户", "kingsoft",
    "金山", "微软", "微软用户", "微软中国", "微软公司", "用户", "管理员", "系统管理员", "未知", "作者",
    "匿名", "windows用户", "windowsuser", "雨林木风", "深度技术", "番茄花园", "系统之家", "电脑", "台式机",
    "笔记本", "lenovo", "lenovouser", "联想", "hp", "dell", "asus", "acer", "huawei", "华为", "xiaomi",
    "apple", "mac", "macbook", "thinkpad", "samsung", "desktop", "laptop", "computer", "my", "mycomputer",
    "china", "chinauser", "中国", "sky", "微机", "home", "work", "company", "公司", "nobody", "openpyxl",
    "pythondocx", "python", "docx4j", "apache", "apachepoi", "poi", "libreoffice", "adobe", "acrobat",
    "typst", "latex", "tex", "pdftex", "sun", "hewlettpackard", "hewlettpackardcompany", "标书", "投标",
    "投标人", "招标", "office2010", "office2016", "office2019",
))  # fmt: skip
# Persons' names that most people share a town with.
COMMON_NAMES = frozenset((
    "张伟", "王伟", "王芳", "李伟", "李娜", "张敏", "李静", "王静", "刘伟", "王秀英", "张丽", "李秀英",
    "王丽", "张静", "李强", "张强", "王强", "刘洋", "王勇", "李军", "张勇", "李杰", "张杰", "张磊", "王磊",
    "李磊", "王军", "张军", "李勇", "刘强", "王敏", "李敏", "张涛", "王涛", "李涛", "陈伟", "刘杰", "王杰",
    "王超", "李超", "张超", "刘超", "王刚", "李刚", "张刚", "李明", "王鹏", "张鹏", "李鹏", "陈静", "杨洋",
    "刘敏", "陈杰", "王平", "李平", "刘涛", "王艳", "李艳", "张艳", "王霞", "李霞", "王娟", "李娟", "张娟",
    "刘静", "王娜", "张建国", "王建国", "李建国",
))  # fmt: skip
# Mail services open to everybody, by domain.
PUBLIC_MAIL = frozenset((
    "qq.com", "163.com", "126.com", "sina.com", "sina.cn", "139.com", "189.cn", "188.com", "sohu.com",
    "yeah.net", "foxmail.com", "gmail.com", "outlook.com", "hotmail.com", "aliyun.com", "21cn.com",
    "tom.com", "wo.cn", "vip.qq.com", "vip.163.com", "vip.sina.com", "icloud.com", "msn.com", "263.net",
))  # fmt: skip
# Networks that every office has inside (RFC 1918, RFC 4193, RFC 6598).
INSIDE = tuple(
    ipaddress.ip_network(net)
    for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
PLACEHOLDER = "13800138000"  # stands in forms and examples
PLACEHOLDER_MAIL = re.compile(r"^(x+|test|abc|email|123456|example)@|@(x+|test|abc|email)\.")
# Who holds the shares of the state or of the public holds those of firms that have nothing else in common.
STATE = re.compile(
    r"国有资[产本]|国资|财政[部厅局]|人民政府|管理委员会|社会?保[障险]?基金|汇金|中央结算|证券金融|证券投资基金"
)
