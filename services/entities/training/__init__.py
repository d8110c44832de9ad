"""Training of the recogniser, from open texts and from what stronger taggers say of news. See MODEL_CARD.md."""
