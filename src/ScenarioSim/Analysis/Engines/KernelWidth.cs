namespace ScenarioSim.Analysis;

/// <summary>How many runs the kernel makes side by side. All widths make the same runs.</summary>
public enum KernelWidth
{
    /// <summary>As many as is best with the machine's vectors, once that is compiled; until then one at a time.</summary>
    Widest,

    /// <summary>One at a time, by the single-run kernel.</summary>
    Single,

    /// <summary>Without vectors: sixteen by turns, by the routines that vectors work with, each lane by itself, in machine code of our own for machines with AVX2; on others one at a time.</summary>
    Scalar,

    /// <summary>Two, in vectors of 128 bits.</summary>
    Of128,

    /// <summary>Sixteen, in vectors of 256 bits; four where the system allows no machine code of our own.</summary>
    Of256,

    /// <summary>Sixteen, in vectors of 512 bits; eight where the system allows no machine code of our own.</summary>
    Of512,
}
