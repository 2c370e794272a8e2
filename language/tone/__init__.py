"""What a message sounds like, learnt from lines people wrote: chatter or not, a defect or not."""
