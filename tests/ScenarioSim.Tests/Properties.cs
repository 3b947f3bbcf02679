// A check that has passed passes again: properties draw the same examples every time. To explore others, change the seed here or set Replay on one property.
[assembly: FsCheck.Xunit.Properties(Replay = "(20211229,20220331)")]
