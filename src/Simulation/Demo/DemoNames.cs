namespace AcdRouter.Simulation.Demo;

/// <summary>Made-up names: the recordings have none, and nobody's own may be shown.</summary>
internal static class DemoNames
{
    private static readonly string[] First =
    [
        "Ada", "Bela", "Cora", "Dario", "Edda", "Femi", "Gil", "Hana", "Ivo", "Jana", "Kofi", "Lena",
        "Milo", "Noor", "Oskar", "Pia", "Quim", "Rosa", "Sami", "Tova", "Uma", "Vito", "Wren", "Yara",
    ];

    private static readonly string[] Last =
    [
        "Amber", "Birch", "Cedar", "Dune", "Ember", "Fern", "Grove", "Heath", "Iris", "Juniper", "Kelp", "Larch",
        "Maple", "North", "Olive", "Pine", "Quartz", "Reed", "Stone", "Thorn", "Umber", "Vale", "Willow", "Yew",
    ];

    public static string Of(int index) => $"{First[index % First.Length]} {Last[index / First.Length % Last.Length]}";
}
