"""Closed lists of English words that rules look at: what stands before or after, and what it then means."""

# fmt: off
#: may stand inside a verb group
ADVERBS = frozenset((
    "also", "already", "still", "now", "then", "just", "ever", "only", "even", "soon", "recently", "repeatedly",
    "finally", "once", "again", "reportedly", "previously", "both", "all", "first", "later", "originally", "formally",
    "officially", "largely", "clearly", "effectively", "not", "never", "n't", "always", "often",
))
#: verbs that look ahead whatever their tense
AHEAD_CUES = frozenset((
    "due", "expected", "scheduled", "slated", "planned", "set", "plans", "plan", "planning", "expects", "intends",
    "hopes", "wants", "aims", "ahead", "upcoming", "deadline", "until", "expires", "expire", "before", "begin",
    "begins", "starts", "ready", "preparing", "prepares", "agreed", "pledged", "vowed", "tentatively", "seeks",
))
#: what they appoint lies ahead, also in the active: "scheduled a vote for Friday"
APPOINTS = frozenset((
    "scheduled", "slated", "planned", "rescheduled", "postponed", "delayed", "adjourned",
))
#: with "on" they took place then: "postponed on Friday"
PUT_OFF = frozenset(("postponed", "delayed", "adjourned", "rescheduled", "cancelled", "canceled"))
#: what they put off or leave open goes on after the document's day: "extended its deadline until Friday"
UNTIL_LATER = frozenset((
    "extended", "postponed", "delayed", "deadline", "gave", "given", "adjourned", "suspended", "closed", "put",
))
#: in the present they speak of what is arranged: "the train leaves on Friday"
TIMETABLE = frozenset((
    "leave", "leaves", "open", "opens", "close", "closes", "meet", "meets", "vote", "votes", "end", "ends", "arrive",
    "arrives", "return", "returns", "host", "hosts", "depart", "departs", "resume", "resumes", "travel", "travels",
    "convene", "convenes", "kick", "kicks", "play", "plays",
))
#: before a month that is one
BEFORE_MONTH = frozenset((
    "in", "by", "since", "until", "till", "last", "next", "this", "early", "late", "mid", "of", "from", "through",
    "between", "during", "before", "after", "for", "to", "and", "or", "and/or", "beyond", "past", "around", "about",
    "every", "each", "throughout", "previous", "following", "on", "ending", "ended", "starting", "beginning", "the",
    "a", "-", "–", ",", "(", "/",
))
#: before "years" that is a length
BEFORE_UNITS = frozenset((
    "for", "in", "within", "after", "over", "of", "many", "took", "take", "takes", "lasted", "during", "through",
    "spent",
))
#: before a year that is one
BEFORE_YEAR = frozenset((
    "in", "by", "since", "until", "till", "of", "from", "through", "between", "during", "before", "after", "early",
    "late", "mid", "past", "around", "about", "every", "throughout", "and", "or", "to", "for", "year", "circa",
    "fiscal", "(", "/", "–", "-", "—", "beyond", "than", "spring", "summer", "autumn", "fall", "winter", "season",
))
#: open a clause, or close one
BOUNDS = frozenset((
    ";", ":", "—", "–", "\"", "“", "”", "that", "which", "who", "whom", "whose", "when", "while", "because", "although",
    "though", "if", "unless", "whereas", "but", "after", "before", "until", "once", "where", "(", ")",
))
#: a noun follows
DETERMINERS = frozenset((
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your", "some",
    "any", "no", "each", "every", "several", "many", "two", "three", "four",
))
#: verbs that double their last letter
DOUBLED = frozenset((
    "acquit", "beg", "clog", "fulfil", "lag", "rig", "skip", "stab", "stir",
    "admit", "ban", "bar", "commit", "compel", "confer", "control", "defer", "drag", "drop", "equip", "expel", "grab",
    "grip", "incur", "jam", "kidnap", "occur", "offset", "omit", "permit", "plan", "plot", "prefer", "rebel", "recur",
    "refer", "regret", "rob", "sag", "scrap", "ship", "shop", "shut", "slam", "slap", "slip", "slot", "stem", "step",
    "stop", "strip", "submit", "swap", "tap", "top", "transfer", "transmit", "trap", "trim", "wrap", "cut", "get",
    "hit", "let", "put", "quit", "run", "set", "sit", "split", "win", "begin", "bet", "dig", "forget", "rid", "shed",
    "spin", "swim",
))
#: no label ends in one
LOOSE_ENDS = frozenset((
    "on", "in", "since", "until", "by", "during", "at", "from", "before", "after", "and", "or", ",", "the", "a", "an",
    "of", "to", "that", "as", "with", "for", "which", "who", "-", "'s", "’s", "its", "their", "his", "her", "our", "into",
    "over", "about", "only", "than", "be", "this", "these", "those", "some", "any", "more", "also", "both", "between", "will",
    "through", "throughout", "against", "under", "around", "without", "within", "per", "near", "amid", "despite", "because", "if",
))
#: before "a week" that is a length
MAKES_LENGTH = frozenset((
    "for", "in", "within", "after", "over", "during", "than", "about", "nearly", "almost", "least", "to", "take",
    "takes", "took", "lasted", "lasting", "every", "once",
))
#: a past form after one of these belongs to a noun: "over disputed islands"
PREPOSITIONS = frozenset((
    "over", "of", "in", "on", "for", "with", "from", "about", "against", "between", "into", "around", "near", "at",
    "among",
))
#: follow a noun or a whole verb group, never an adjective
NOUN_AFTER = frozenset((
    "of", "in", "on", "at", "by", "for", "from", "with", "as", "and", "or", "to", ",", ".", ";", ":", "-", ")", "'",
    "\"", "”", "’", "'s", "’s",
))
#: before four figures that count as often as they date: "about 1500 fans"
WEAK_LEADS = frozenset((
    "about", "around", "than", "beyond", "some", "nearly", "over",
))
#: end in "s" and are no plural of what is counted
NO_PLURALS = frozenset((
    "was", "is", "as", "has", "his", "its", "this", "us", "does", "plus", "across", "unless", "towards", "perhaps",
    "olympics", "games", "elections", "talks", "bylaws", "always", "thus", "'s",
))
#: what makes the figures before it the number of a house
STREETS = frozenset((
    "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "drive", "highway", "parkway",
))
#: words that may follow "about 1910"
AFTER_YEAR = frozenset((
    "to", "and", "or", "until", "when", "in", "by", "at", "after", "before", "for", "with", "as", "through", "he", "she",
    "they", "it", "the", "a", "but", "that", "onwards", "onward", "bc", "ad", "was", "were", "had", "from",
))
#: before a time of which the writer is not sure
DOUBTS = frozenset((
    "possibly", "perhaps", "probably", "maybe", "presumably", "supposedly",
))
#: after four figures that are no year
NO_YEAR_AFTER = frozenset((
    "%", "percent", "per", "troops", "people", "soldiers", "men", "women", "km", "kilometers", "kilometres", "miles",
    "meters", "metres", "feet", "square", "tons", "tonnes", "dollars", "euros", "pounds", "points", "votes", "jobs",
    "workers", "employees", "passengers", "members", "homes", "houses", "mph", "kg", "mm", "cm", "barrels", "shares",
    "copies", "units", "overture", "megawatts", "mw", "gmt", "utc", "hours",
))
#: from one day to another nothing lasts: "moved the vote from Monday to Friday"
MOVES = frozenset((
    "moved", "move", "moves", "moving", "postponed", "delayed", "deferred", "rescheduled", "shifted", "brought", "changed",
    "pushed", "switched", "put", "date", "deadline", "extended",
))
#: leave somebody time: "gave the firm until Friday to pay"
GRANTS = frozenset((
    "give", "gives", "gave", "given", "giving", "grant", "grants", "granted", "has", "have", "had", "allowed", "allow", "got",
))
#: after an age that somebody reaches: "turns 60 in May"
AFTER_AGE = frozenset((
    "in", "on", "this", "next", "last", "today", "tomorrow", "yesterday", "when", "while", "and", "but", "at", "during",
    "shortly", "just", "earlier", "later", "a", "two", "three", "before", "after", "as", "with", "there", "recently",
))
#: after a year of another calendar than ours
OTHER_CALENDARS = frozenset((
    "ah", "sh", "hijri", "hegira",
))
#: before four figures that are no year
NO_YEAR_BEFORE = frozenset((
    "$", "£", "€", "¥", "#", "no", "number", "flight", "bill", "room", "us", "highway", "route", "section", "page", "p",
    "pp", "act", "article", "resolution", "x", "nikkei", "windows", "boeing", "has", "have", "had", "with",
))
#: their infinitive is a plan
PLANS = frozenset((
    "plan", "plans", "planned", "planning", "agree", "agreed", "intend", "intends", "intended", "decide", "decided",
    "decision", "expect", "expected", "due", "scheduled", "set", "slated", "vow", "vowed", "pledge", "pledged",
    "promise", "promised", "aim", "aims", "aimed", "order", "ordered", "prepare", "prepares", "preparing", "ready",
    "agreement", "willing", "poised", "prepared",
))
#: before "a year" that is a rate
RATED = frozenset((
    "once", "twice", "times", "million", "billion", "trillion", "thousand", "hundred", "dollars", "euros", "pounds",
    "percent", "%", "people", "cents", "tons", "barrels", "tonnes", "yen",
))
#: end a label
STOPS = frozenset((
    ".", ";", ":", "!", "?", "—", "\"", "“", "”", "(", ")",
))
#: a finite verb follows
SUBJECTS = frozenset((
    "he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "there",
))
#: after a person's name that is also a month's
VERBS_AFTER_NAME = frozenset((
    "said", "says", "told", "has", "had", "was", "is", "will", "would", "also", "added", "became", "announced", "met",
    "resigned", "be", "not", "have",
))
#: before "the year" that is the one spoken of
UNIT_LEADS = frozenset((
    "for", "of", "during", "throughout", "in", "through", "since", "over",
))
#: before "this period" that is a time
PERIOD_LEADS = frozenset((
    "at", "during", "in", "throughout", "from", "until", "since", "by", "over",
))
#: after a season that is the one in which they take place: "the summer offensive"
SEASON_EVENTS = frozenset((
    "offensive", "offensives", "campaign", "campaigns", "session", "semester", "term", "harvest", "holidays",
    "holiday", "vacation", "break", "elections", "election", "fighting", "floods", "flooding", "season",
))
#: before a season that is one
SEASON_LEADS = frozenset((
    "in", "by", "during", "until", "since", "through", "throughout", "over",
))
#: after a year that is named long before it comes
PLANNED_YEARS = frozenset((
    "olympic", "olympics", "olympiad", "games", "cup", "championship", "championships", "election", "elections",
    "budget", "expo", "season", "tournament", "edition", "model", "version", "paralympics", "paralympic", "finals",
    "final", "qualifier", "qualifiers", "qualifying", "campaign", "presidential", "draft", "census",
))
#: before an "-ing" form that names an act, not one that took place
ABSTRACT_LEADS = frozenset((
    "of", "for", "on", "about", "to", "towards", "against", "without", "as", "than", "like", "worth", "any", "no",
    "with",
))
#: verbs that leave the happening to their object: "held talks"
LIGHT_VERBS = frozenset((
    "held", "hold", "holds", "holding", "made", "make", "makes", "gave", "give", "took", "take", "takes", "began",
    "begin", "begins", "started", "start", "launched", "launch", "carried", "conducted", "had", "has", "have", "is",
    "are", "was", "were", "attended", "opened", "staged", "won", "lost", "suffered", "caused", "followed", "delayed",
    "ordered", "reached", "signed", "completed", "called", "been", "took", "underwent",
))
#: inside of "has ... been": over a time
STANDING = frozenset((
    "repeatedly", "long", "always", "often", "ever", "never", "already", "previously", "since", "consistently",
    "traditionally",
))
#: have their name from a day: "Easter Island"
NAMED_AFTER_DAYS = frozenset(("island", "islands", "islander", "islanders", "rising"))
#: before the name of a period that is a time
NAMED_LEADS = frozenset((
    "during", "since", "until", "throughout", "after", "before", "wake",
))
#: the name of a period that ends in one says itself that it is a time: "in the Victorian era"
ERAS = frozenset(("ages", "age", "era", "times", "period", "years", "dynasty"))
#: end in "ly" and stand before nouns
NO_ADVERBS = frozenset((
    "early", "daily", "weekly", "monthly", "yearly", "quarterly", "family", "supply", "reply", "apply", "italy", "july",
    "assembly", "ally", "rally", "friendly", "elderly", "deadly", "costly", "likely", "unlikely", "only",
))
#: no subject stands before a verb that follows one
LEADS = frozenset((
    "of", "in", "on", "at", "to", "for", "by", "with", "from", "over", "and", "as",
))
#: capitalised inside of a sentence they are names
NAME_MODALS = frozenset((
    "may", "will", "might",
))
#: end in "ed" and are no participles
NO_PARTICIPLES = frozenset((
    "indeed", "hundred", "exceed", "proceed", "united", "succeed", "biped", "moped", "embed", "sacred", "naked",
    "wicked", "kindred", "hatred", "infrared", "unprecedented", "unnamed", "unmanned", "undecided", "unarmed",
    "unemployed", "unlimited", "unspecified", "undocumented", "unrelated", "unfounded", "unharmed", "unauthorised",
    "unauthorized", "unidentified",
))
#: end in "ing" and are no verbs
NO_GERUNDS = frozenset((
    "during", "nothing", "something", "anything", "everything", "morning", "evening", "building", "ceiling",
    "clothing", "sibling", "offspring", "darling", "wedding", "outgoing", "upcoming", "incoming", "ongoing", "following",
    "including", "according", "concerning", "regarding", "excluding", "leading", "neighboring", "neighbouring",
))
#: may stand for a noun, so that a past form after them is a verb
WHOLE_PAST = frozenset((
    "that", "this", "those", "her", "all",
))
#: end the noun before them: "Monday's ruling"
POSSESSIVES = frozenset((
    "'s", "’s",
))
#: open a clause at the time of the one it belongs to
SAME_TIME = frozenset((
    "when", "while",
))
#: inside of a verb group: before what is told of
LONG_BEFORE = frozenset((
    "previously", "originally", "initially", "formerly", "long", "traditionally", "historically", "once",
))
#: their infinitive came to pass: "began to sell", "managed to flee"
REALISED = frozenset((
    "begin", "start", "continue", "manage", "go", "move", "return", "help", "come", "cease", "get", "proceed", "serve",
    "rush", "dare", "turn",
))
#: beside a noun: it has begun and has not ended
GOING_ON = frozenset((
    "continue", "continues", "continued", "underway", "remain", "remains", "persist", "persists", "is", "are", "been",
    "ongoing", "last", "lasts",
))
#: lead to the place of an event
PLACE_LEADS = frozenset((
    "in", "at", "near", "outside", "on", "from", "to", "off", "inside", "around", "across", "over", "into", "through",
))
#: lead to a name that neither acts nor is acted on
ROLE_LEADS = PLACE_LEADS | frozenset((
    "of", "with", "by", "for", "against", "between", "among", "about", "under", "as", "like", "after", "before", "than",
    "towards", "toward", "without", "via", "since", "including", "despite", "during",
))
#: a label that is too long is cut before one
LABEL_BREAKS = frozenset((
    "of", "in", "on", "at", "for", "with", "from", "to", "by", "as", "and", "or", "into", "over", "against", "between",
    "based", "after", "before", "under", "about", "through", "during", "including", "amid", "worth",
))
#: make a noun one that was spoken of
DEFINITE = frozenset((
    "the", "this", "that", "these", "those", "its", "his", "her", "their", "'s", "’s",
))
#: neither a noun nor a verb
FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | NOUN_AFTER | SUBJECTS | ADVERBS | frozenset((
    "than", "but", "so", "yet", "if", "while", "before", "after", "since", "until", "during", "amid", "through", "over",
    "under", "without", "within", "across", "along", "off", "up", "down", "out", "here", "there", "today", "yesterday",
    "tomorrow", "next", "last", "early", "late", "ahead", "per", "via", "despite", "because", "unless", "like", "nor",
))
#: with an event noun as their object they are one event with it
EMPTY_VERBS = frozenset((
    "held", "hold", "holds", "holding", "made", "make", "makes", "making", "gave", "give", "gives", "given", "took", "take",
    "takes", "taken", "conducted", "conduct", "staged", "stage", "delivered", "paid", "pay", "launched", "launch",
    "carried", "had", "has", "have", "undertook",
))
#: with "of" and a time they are a time themselves: "the night of May 3"
TIME_PARTS = frozenset((
    "end", "start", "beginning", "morning", "afternoon", "evening", "night", "eve", "week", "weekend", "day", "days",
    "month", "half", "close", "middle", "quarter", "hours", "part", "months", "weeks", "rest", "course", "spring",
    "summer", "autumn", "fall", "winter", "as", "outset", "turn", "early",
))
#: tell of what is to come: "announced that it would open"
TELLING = frozenset((
    "said", "announced", "told", "promised", "agreed", "pledged", "vowed", "confirmed", "added", "stated", "decided",
    "ruled", "ordered", "declared", "revealed", "reported", "knew", "indicated", "predicted", "forecast", "insisted",
))
#: before a hyphen they are part of a verb: "out-sold", "re-elected"
VERB_PREFIXES = frozenset((
    "out", "re", "co", "pre", "over", "under", "de", "un", "mis", "counter", "self",
))
#: after "the" they stand for somebody named before
STANDING_IN = frozenset((
    "company", "firm", "group", "airline", "carrier", "bank", "maker", "manufacturer", "agency", "ministry", "party", "club",
    "union", "court", "commission", "president", "minister", "government", "army", "police", "team", "council", "singer",
    "player", "organisation", "organization", "association", "body", "regulator", "retailer", "newspaper", "senator",
    "governor", "chancellor", "leader", "pair", "couple", "duo", "department", "committee",
))
#: a noun or an adjective follows, never a verb
ARTICLES = frozenset((
    "a", "an", "the", "its", "his", "our", "my", "your", "their", "no", "every", "each",
))
#: say of a noun only when it was: "a war, which began in 1982"
BEGINNINGS = frozenset((
    "begin", "start", "happen", "occur", "erupt", "break", "end",
))
#: right behind "the" or "this" they take up what was just told: "the deal", "this move"
SUMMING = frozenset((
    "accident", "agreement", "announcement", "arrest", "arrests", "attack", "attacks", "blast", "collapse", "collision",
    "crash", "deal", "death", "deaths", "decision", "disaster", "event", "explosion", "fire", "incident", "killing", "killings",
    "massacre", "merger", "move", "order", "purchase", "quake", "raid", "resignation", "ruling", "sale", "shooting",
    "takeover", "tragedy", "transaction", "verdict",
))
#: with an infinitive behind them they are one act: "agreed to sell", "ordered the crew to stop"
ACT_VERBS = frozenset((
    "advise", "agree", "allow", "ask", "attempt", "authorise", "authorize", "beg", "bid", "call", "choose", "command",
    "commit", "compel", "consent", "contract", "convince", "decide", "decline", "demand", "direct", "elect", "enable",
    "encourage", "exercise", "fail", "forbid", "force", "instruct", "invite", "lobby", "offer", "opt", "order",
    "permit", "persuade", "petition", "pledge", "press", "promise", "push", "refuse", "request", "require", "seek",
    "struggle", "swear", "tell", "threaten", "try", "undertake", "urge", "volunteer", "vote", "vow", "warn",
))
#: likewise, as nouns: "the decision to close it"
ACT_NOUNS = frozenset((
    "agreement", "agreements", "attempt", "attempts", "bid", "bids", "call", "calls", "contract", "contracts", "deal",
    "deals", "decision", "decisions", "demand", "demands", "failure", "move", "moves", "offer", "offers", "order", "orders",
    "pledge", "pledges", "promise", "promises", "proposal", "proposals", "refusal", "request", "requests", "ruling",
    "threat", "threats", "vote", "vow", "vows",
))
#: what they put off or call off did not take place then: "delayed the launch"
PUTS_OFF = frozenset((
    "abandon", "adjourn", "cancel", "defer", "delay", "postpone", "reschedule", "scrap", "shelve",
))
#: what they ask for or think of may never come: "demanded an inquiry", "proposed a merger"
WISHES = frozenset((
    "advocate", "anticipate", "await", "contemplate", "demand", "discuss", "envisage", "expect", "favor", "favour", "fear",
    "forecast", "mull", "oppose", "predict", "propose", "recommend", "reject", "request", "seek", "threaten", "urge", "want",
))
#: between a count and "after": "three years after the crash"
UNITS_AFTER = frozenset((
    "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades",
))
#: their result has lasted since the day on which they took place: "has been suspended since Monday"
ENDURING = frozenset((
    "appoint", "arrest", "ban", "bar", "block", "close", "deploy", "detain", "dismiss", "elect", "expel", "fire", "freeze",
    "ground", "halt", "imprison", "jail", "kill", "launch", "lift", "open", "release", "remove", "seal", "sentence", "shut",
    "stop", "suspend",
))
#: say of their subject when it is to be: "a hearing was set for Friday", "talks are expected in May"
APPOINTING = frozenset(("expect", "plan", "schedule", "set", "slate"))
#: at the head of a sentence they go on with the one before
PERSONAL = frozenset(("he", "she", "they", "it"))
#: before a noun they say where it lies: "past arrests", "the planned strike", "a possible merger"
TIMELY = {
    **dict.fromkeys(("past", "previous", "prior", "earlier", "former"), "before"),
    **dict.fromkeys(("planned", "scheduled", "upcoming", "forthcoming", "looming", "impending", "coming"), "put off"),
    **dict.fromkeys(("possible", "potential", "proposed", "threatened", "future", "eventual", "any"), "wished"),
}
#: before "that" they are nouns rather than verbs: "issues that matter"
PLURALS = frozenset((
    "benefits", "concerns", "doubts", "effects", "efforts", "forces", "grounds", "houses", "impacts", "interests",
    "issues", "limits", "measures", "names", "plans", "points", "questions", "records", "results", "signs", "stages", "steps",
    "studies", "times", "values", "views", "works",
))
#: happenings that go on for long: of no one day unless one is given
LASTING = frozenset((
    "blockade", "blockades", "campaign", "campaigns", "competition", "conflict", "conflicts", "construction", "crisis",
    "dispute", "disputes", "drought", "embargo", "epidemic", "famine", "feud", "growth", "insurgency", "litigation",
    "maintenance", "pandemic", "production", "quarrel", "race", "rebellion", "recession", "siege", "unrest", "violence",
    "war", "wars",
))
