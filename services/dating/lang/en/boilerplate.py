"""What pages say of themselves between the sentences of an article: no happening is told there."""

#: Wherever one stands, its sentence is the page's: captions, credits, forms, posts set into the text.
ANYWHERE = (
    "toggle caption", "hide caption", "Getty Images", "pic.twitter.com", "All rights reserved", "all rights reserved",
    "agree to receive", "contributed to this report", "This material may not be published", "View this post on",
    "JavaScript", "Terms of Service", "Privacy Policy",
)  # fmt: skip

#: A sentence that begins so is the page's: its first words in lower case.
OPENINGS = frozenset((
    "read more", "read also", "read next", "read the full", "also read", "see also", "see more", "click here", "tap here",
    "sign up", "subscribe to", "subscribe now", "subscribe for", "follow us", "like us", "join us", "share this", "listen to",
    "watch :", "watch the", "watch now", "photo :", "photos :", "photo by", "image :", "images :", "video :", "related :",
    "caption :", "file photo", "more :", "more from", "story continues", "continue reading", "advertisement", "enlarge this",
    "download the", "support our", "get the latest", "get our", "editing by", "reporting by", "additional reporting",
    "writing by", "copyright", "©", "source :", "image source", "media caption", "image caption", "credit :",
))  # fmt: skip
