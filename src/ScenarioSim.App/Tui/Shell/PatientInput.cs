using System.Reflection;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;

namespace ScenarioSim.App.Tui.Shell;

/// <summary>Waits for keys without looking again and again, and wakes the loop of the screen when there are some. Terminal.Gui's own waits by a timer, which keeps three more threads busy.</summary>
internal sealed class PatientInput(Rest rest) : AnsiInput
{
    // Soon enough back to be told that all is over; and, where nothing wakes it, as often as Terminal.Gui looks.
    private const int WaitMilliseconds = 100, SleepMilliseconds = 20, Looks = 50;
    private bool _hasRead;

    /// <summary>Terminal.Gui with this input, or as it is where it has no place for it.</summary>
    public static IApplication Application(Rest rest)
    {
        if (Replaced(rest) is { } replaced) return replaced;
        rest.LookOften();
        return Terminal.Gui.App.Application.Create();
    }

    /// <summary>Terminal.Gui takes another input only where its own tests give it one; null where a later version does not.</summary>
    internal static IApplication? Replaced(Rest rest)
    {
        // As a literal, by which a program compiled ahead as a whole knows to keep it.
        var constructor = Type.GetType("Terminal.Gui.App.ApplicationImpl, Terminal.Gui")
            ?.GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(IComponentFactory)]);
        try
        {
            return constructor?.Invoke([new AnsiComponentFactory(new PatientInput(rest))]) as IApplication;
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override bool Peek()
    {
        // What was read stands in the queue only when this is asked again.
        if (_hasRead) rest.Input();
        _hasRead = false;
        for (int look = 0; look < Looks && !rest.IsOver; look++)
        {
            if (base.Peek()) return _hasRead = true;
            if (!Poll.Wait(WaitMilliseconds)) Thread.Sleep(SleepMilliseconds);
        }
        return false;
    }
}
