using ScenarioSim.App.Tui.Shell;
using Xunit;

namespace ScenarioSim.App.Tests.Tui;

/// <summary>News between the engine and the screen.</summary>
public class MailboxTests
{
    [Fact]
    public void A_screen_that_does_not_read_holds_no_more_than_one_of_a_kind()
    {
        var mailbox = new Mailbox();
        for (int i = 0; i < 1000; i++) mailbox.Put("results", m => m.Tell("newer"));
        mailbox.Put(null, m => m);
        Assert.Equal(2, mailbox.Count);
        Assert.Equal(2, mailbox.Take().Count);
        Assert.Equal(0, mailbox.Count);
    }

    [Fact]
    public void The_last_of_a_kind_is_the_one_that_is_read()
    {
        var mailbox = new Mailbox();
        using var stage = new Stage(80, 24);
        foreach (string text in (string[])["first", "second", "third"]) mailbox.Put("results", m => m.Tell(text));
        foreach (var act in mailbox.Take()) stage.Desk.Do(act);
        Assert.Equal("third", stage.Desk.Model.Notice!.Text);
    }

    [Fact]
    public void A_reader_is_woken_once_for_all_that_waits()
    {
        var mailbox = new Mailbox();
        int woken = 0;
        mailbox.Put(null, m => m);
        mailbox.Reader(() => woken++);
        mailbox.Put(null, m => m);
        mailbox.Put(null, m => m);
        Assert.Equal(1, woken);
        mailbox.Take();
        mailbox.Put(null, m => m);
        Assert.Equal(2, woken);
        mailbox.Reader(null);
        mailbox.Take();
        mailbox.Put(null, m => m);
        Assert.Equal(2, woken);
    }
}
