"""Closed word classes of English that the rules of this room rest on, in lower case."""

# fmt: off
BE = frozenset({
    "'m", "'re", "'s", "am", "are", "be", "been", "being", "is", "was", "were",
})
AUXILIARIES = frozenset({
    "'d", "'ll", "'m", "'re", "'s", "'ve", "am", "are", "be", "been", "being", "can", "cannot", "could", "did", "do",
    "does", "had", "has", "have", "having", "is", "may", "might", "must", "ought", "shall", "should", "was", "were",
    "will", "would",
})
#: Auxiliaries that are no finite verb.
UNFINISHED = frozenset({"'s", "be", "been", "being", "have", "having"})
MODALS = frozenset({
    "'d", "could", "may", "might", "must", "ought", "shall", "should", "would",
})
#: Words that lead in a clause before or within the main one.
LEADING_IN = frozenset({
    "after", "although", "as", "because", "before", "if", "once", "since", "though", "unless", "until", "when", "whereas",
    "where", "while",
})
NEGATIONS = frozenset({
    "hardly", "n't", "neither", "never", "nor", "not",
})
#: Adverbs that stand within a verb group; others are known by -ly.
ADVERBS = frozenset({
    "again", "ago", "almost", "likewise", "all", "already", "outright", "also", "always", "both", "each", "earlier",
    "even", "ever", "first", "further",
    "however", "instead", "just", "later", "long", "meanwhile", "now", "often", "once", "only", "previously", "reportedly",
    "since", "soon", "still", "then", "therefore", "thus", "today", "too", "yesterday", "yet",
})
NOT_ADVERBS = frozenset({
    "ally", "anomaly", "assembly", "bully", "daily", "family", "fly", "italy", "july", "monopoly", "monthly", "rally",
    "reply", "supply", "tally", "weekly",
})
DETERMINERS = frozenset({
    "a", "all", "an", "another", "any", "both", "dozens", "each", "eight", "every", "five", "four", "her", "his",
    "hundreds", "its", "many", "my", "nine", "no", "one", "other", "our", "seven", "several", "six", "some", "ten",
    "that", "the", "their", "these", "this", "those", "thousands", "three", "two", "your",
})
POSSESSIVES = frozenset({
    "'", "'s", "her", "his", "its", "my", "our", "their", "your",
})
PRONOUNS = frozenset({
    "he", "i", "it", "she", "there", "they", "we", "who", "you",
})
NOMINATIVES = frozenset({
    "he", "i", "it", "she", "there", "they", "we", "you",
})
RELATIVES = frozenset({
    "that", "which", "who", "whom", "whose",
})
PREPOSITIONS = frozenset({
    "about", "across", "after", "against", "amid", "among", "as", "at", "before", "behind", "between", "beyond", "by",
    "despite", "during", "following", "for", "from", "in", "inside", "into", "like", "near", "of", "off", "on", "onto",
    "outside", "over", "since", "through", "throughout", "to", "toward", "towards", "under", "until", "upon", "via",
    "with", "within", "without",
})
SUBORDINATORS = frozenset({
    "after", "although", "as", "because", "before", "but", "how", "if", "once", "since", "so", "than", "that", "though",
    "unless", "until", "what", "when", "where", "whereas", "whether", "which", "while", "whom", "why", "yet",
})
CONJUNCTIONS = frozenset({
    "and", "but", "or",
})
BREAKING = frozenset({
    "although", "but", "though", "whereas", "while",
})
#: What a time or occasion begins with, where it stands between a cue and its content.
TIMES = frozenset({
    "minutes", "hours", "days", "weeks", "months", "years", "decades", "moments", "minute", "hour", "day", "once", "times",
    "afternoon", "afterward", "afterwards", "again", "ago", "apr", "april", "aug", "august", "before", "dec", "december",
    "earlier", "evening", "feb", "february", "friday", "here", "jan", "january", "july", "june", "last", "later", "mar",
    "march", "may", "monday", "month", "morning", "next", "night", "nov", "november", "oct", "october", "recently",
    "saturday", "sep", "sept", "september", "sunday", "there", "this", "thursday", "today", "tomorrow", "tonight",
    "tuesday", "wednesday", "week", "weekend", "year", "yesterday",
})
OCCASIONS = frozenset({
    "address", "appearance", "article", "blog", "book", "brief", "briefing", "broadcast", "call", "column", "complaint",
    "conference", "court", "debate", "documents", "e-mail", "editorial", "effect", "email", "event", "facebook", "fact",
    "filing", "forum", "hearing", "instagram", "interview", "letter", "meeting", "memo", "message", "op-ed", "parliament",
    "part", "phone", "post", "press", "program", "programme", "question", "radio", "rally", "reference", "release",
    "remarks", "reply", "report", "response", "show", "speech", "statement", "telegram", "telephone", "television",
    "testimony", "tv", "tweet", "tweets", "twitter", "video", "webcast",
})
TITLES = frozenset({
    "capt", "col", "d", "dr", "gen", "gov", "hon", "jr", "lt", "maj", "mr", "mrs", "ms", "no", "pres", "prof", "r", "rep",
    "reps", "rev", "sen", "sens", "sgt", "sr", "st", "u.s",
})
#: Verbs and verb-like words that show a clause, beside auxiliaries and cues.
COMMON_VERBS = frozenset({
    "bears", "became", "becomes", "began", "begins", "bought", "brings", "broke", "brought", "built", "came", "caught",
    "come", "comes", "cut", "drew", "drove", "falls", "fell", "flew", "fought", "gave", "get", "gets", "give", "gives",
    "go", "goes", "got", "grew", "held", "hit", "hold", "holds", "include", "includes", "keep", "keeps", "kept", "killed",
    "leads", "led", "left", "let", "look", "looks", "loses", "lost", "made", "make", "makes", "mean", "means", "meets",
    "met", "need", "needs", "paid", "pays", "plans", "put", "ran", "remain", "remains", "rises", "rose", "runs", "sat",
    "saw", "seem", "seems", "sees", "sends", "sent", "set", "shot", "sold", "sought", "spent", "stands", "stood",
    "struck", "take", "takes", "taught", "took", "want", "wants", "went", "wins", "won", "work", "works",
})
#: Past forms of verbs that do not end in -ed, where they are hardly anything else.
PASTS = frozenset({
    "ate", "became", "beat", "began", "bent", "blew", "bore", "bought", "broke", "brought", "built", "came", "caught",
    "chose", "clung", "crept", "dealt", "drank", "drew", "drove", "fed", "fell", "fled", "flew", "forbade", "forgave",
    "forgot", "fought", "froze", "gave", "got", "grew", "heard", "held", "hid", "hung", "kept", "knew", "laid", "led",
    "lent", "lit", "lost", "made", "meant", "met", "overcame", "oversaw", "paid", "ran", "rang", "rode", "rose", "sank",
    "sang", "sat", "saw", "sent", "shook", "shot", "shrank", "slept", "slid", "sold", "spent", "spoke", "sprang", "spun",
    "stole", "stood", "strove", "struck", "stuck", "swam", "swept", "swung", "taught", "threw", "told", "took", "tore",
    "sued", "understood", "undertook", "upheld", "went", "withdrew", "withheld", "woke", "won", "wore", "wove", "wrote",
})
#: Determiners and numbers that stand alone as a subject: "one said", "some say".
STANDING_ALONE = frozenset({
    "all", "another", "both", "each", "eight", "few", "five", "four", "many", "most", "nine", "none", "one", "others",
    "several", "seven", "six", "some", "ten", "that", "these", "this", "those", "three", "two",
})
#: Forms of reporting verbs that are nouns as well.
NOUNS_TOO = frozenset({
    "back", "backs", "favor", "favors", "favour", "favours", "order", "orders", "refuse", "talk", "talks", "push", "appeal",
    "appeals", "lobby",
    "address", "advise", "answer", "answers", "attack", "attacks", "blame", "blast", "blasts", "boast", "boasts", "brand",
    "brands", "call", "calls", "caution", "challenge", "challenges", "chant", "chants", "charge", "charges", "claim",
    "claims", "comment", "comments", "contest", "contests",
    "counsel", "counter", "counters", "cries", "cry", "deal", "debate", "debates",
    "demand", "demands", "detail", "details", "dispute", "disputes", "doubt", "doubts", "echo", "echoes", "email",
    "emails", "estimate", "estimates", "fear", "fears", "find", "finds", "hint", "hints", "hope", "hopes", "joke",
    "jokes", "label", "labels", "lament", "laments", "mock", "note", "notes", "object", "objects", "outline", "outlines",
    "plan", "plans", "pledge", "pledges", "post", "posts", "praise", "predict", "project", "projects", "promise",
    "promises", "protest", "protests", "question", "questions", "read", "reads", "rebuke", "remark", "remarks",
    "report", "reports", "request", "requests", "rule", "rules", "run", "runs", "shout", "shouts", "show", "shows",
    "signal", "signals", "slam", "snap", "state", "states", "support", "supports", "term", "terms", "thanks", "tweet",
    "tweets", "view", "views", "voice", "voices", "vow", "vows", "want", "wants", "whisper", "worries", "worry",
})
#: Of these, forms that are verbs hardly ever but beside a quotation or before "that".
MOSTLY_NOUNS = frozenset({
    "attack", "attacks", "contest", "contests", "debate", "debates", "state", "states", "term", "terms",
})
ADJECTIVE_ENDINGS = ("ial", "ical", "ional", "ive", "ary", "ing", "ous", "ance")
#: Words by which a person or body speaks for a state.
OFFICES = frozenset({
    "administration", "ambassador", "army", "authorities", "cabinet", "chancellor", "coastguard", "consulate", "defence",
    "defense", "delegation", "diplomat", "diplomats", "embassy", "envoy", "foreign", "forces", "government", "investigators",
    "king", "leader", "leaders", "leadership", "military", "minister", "ministers", "ministry", "navy", "negotiators",
    "officer", "official", "officials", "parliament", "police", "premier", "presidency", "president", "prime", "prosecutors",
    "side", "spokesman", "spokesperson", "spokeswoman", "state", "statement", "troops",
})
#: Words by which those of a country do not speak for it.
PRIVATE = frozenset({
    "activists", "analysts", "banks", "businesses", "carmakers", "citizens", "companies", "company", "consumers", "economists",
    "executives", "exporters", "farmers", "firm", "firms", "importers", "investors", "manufacturers", "players", "producers",
    "protesters", "researchers", "residents", "scientists", "shareholders", "students", "unions", "voters", "workers",
})
#: Those who speak against whoever governs their country.
OPPOSED = frozenset({"dissident", "dissidents", "exiled", "opposition", "rebel", "rebels", "separatist", "separatists"})
#: What storms and wars claim.
TOLL = frozenset({"lives"})
# fmt: on
