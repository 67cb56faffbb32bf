"""Places: official codes, homonyms within the report's own area, short names at home only, zones as printed."""

import pytest

from patterns.lexicon import load
from patterns.regions import Gazetteer

CASES = [
    ("安庆市", "桐城完成投资", "桐城市", "340881"), ("安庆市", "桐城经济技术开发区产值", "桐城经济技术开发区", ""),
    ("四川省", "桐城完成投资", "", ""), ("四川省", "桐城市完成投资", "桐城市", "340881"),
    ("西安市", "长安区增加值", "长安区", "610116"), ("石家庄市", "长安区增加值", "长安区", "130102"), ("四川省", "长安区增加值", "长安区", ""),
    ("四川省", "西安长安区增加值", "西安市长安区", "610116"), ("四川省", "陕西西安长安区增加值", "西安市长安区", "610116"),
    ("湘西土家族苗族自治州", "湘西州产值", "湘西", "433100"), ("天津市", "和平经济", "", ""), ("天津市", "和平区产值", "和平区", "120101"),
    ("深圳市", "前海合作区产值", "前海合作区", ""), ("北京市", "海淀企业", "海淀区", "110108"), ("全国", "海淀企业", "", ""),
    ("重庆市", "綦江产值", "綦江区", "500110"), ("四川省", "成都高新区产值", "成都高新区", ""), ("海南省", "琼中黎族苗族自治县产值", "琼中黎族苗族自治县", "469030"),
]  # fmt: skip


@pytest.mark.parametrize("area,text,name,code", CASES)
def test_a_place_at_the_head(area, text, name, code):
    places = Gazetteer(load(), area)
    names, _ = places.lead(text)
    assert (names, places.code("、".join(names))) == ([name] if name else [], code)


def test_every_county_has_its_code_at_home():
    table = load().places
    by_code = {r.code: spelling for spelling, r in reversed(table.everywhere.items()) if r.level in ("province", "prefecture")}
    homes: dict[str, dict] = {}
    lost = []
    for spelling, homonyms in table.counties.items():
        siblings = [r.code[:4] for r in homonyms]
        for region in homonyms:
            home = by_code.get(region.code[:4] + "00") or by_code[region.code[:2] + "0000"]
            found = homes.setdefault(home, table.around(home)).get(spelling)
            if region.name == spelling and siblings.count(region.code[:4]) == 1 and (found is None or found.code != region.code):
                lost.append((spelling, region.code, home))
    assert not lost


def test_there_are_all_counties():
    codes = {r.code for homonyms in load().places.counties.values() for r in homonyms}
    assert len(codes) > 2850 and len({c[:2] for c in codes}) == 31
