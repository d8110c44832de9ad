"""Words that end in a full stop without ending a sentence. Lower case, without the last stop."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Always followed by what they belong to.
BEFORE_NAME = _words("""
    mr mrs ms messrs mx dr prof rev fr msgr hon sen sens rep reps gov govs gen lt col maj capt cmdr cpl sgt pvt adm brig supt insp
    pres amb st ste mt ft vs v no nos art sec fig vol pp p ca cf e.g i.e viz al approx est ave blvd rd bldg dept univ assn
""")

#: Stand inside a sentence or end one: an end only when a word follows that usually begins a sentence.
MAY_END = _words("""
    u.s u.k u.n u.s.a u.a.e e.u d.c n.y l.a u.s.s.r p.m a.m etc inc corp co ltd llc bros jr sr ph.d m.d b.a m.a
    jan feb mar apr jun jul aug sept sep oct nov dec tue tues wed thu thurs fri
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn mo mont neb nev okla ore pa tenn tex va vt
    wash wis wyo a.d b.c
""")

#: Words that begin a sentence after an abbreviation of the second kind.
OPENERS = _words("""
    a after all although among an and another as at because before both but by despite during each earlier even few following for
    from had has have he her here his how however i if in instead it its just last later many meanwhile more most much my neither
    no nor not now of officials on once one only or other others our over people police reporters several she since so some still
    such that the their then there these they this those though three to today two under until we what when where whether which
    while who why with would yesterday you your
""")
