"""English: reporting cues, closed word classes, and the passages that show what each rule must and must not match."""
