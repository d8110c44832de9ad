"""Reading English, pure: paragraphs, zones, sentences, tokens and quotations. Offsets are code points of the text given."""
