namespace Lstm.Generator.Diagnostics;

/// <summary>Each rule has a page in docs/diagnostics under its id.</summary>
internal static class HelpLinks
{
    public const string Base = "https://github.com/lstm-embedded/lstm-embedded/blob/main/docs/diagnostics/";
    public const string Extension = ".md";
}
