using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Training.Report;
using Lstm.Training.Report.Charts;
using Xunit;

namespace Lstm.Trainer.Tests.Report;

/// <summary>
/// The pages in a real browser. Pages and pictures stay in the folder "pages" beside the tests, for a person to look at.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class BrowserTests(BrowserTests.SharedBrowser shared) : IClassFixture<BrowserTests.SharedBrowser>, IDisposable
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pages")).FullName;

    // A browser that hangs fails the test that waits for it; nothing is measured by this.
    private readonly CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromMinutes(10)).Token);
    private Browser? browser;

    public void Dispose() => limit.Dispose();

    [Fact]
    public Task A_regression() => Look("regression", path => ReportPage.Save(ReportSamples.Regression(limit.Token), path), maps: 6);

    [Fact]
    public Task A_classification() => Look("classification", path => ReportPage.Save(ReportSamples.Classification(limit.Token), path), maps: 6);

    [Fact]
    public Task A_text() => Look("text", path => ReportPage.Save(ReportSamples.Text(limit.Token), path), maps: 12);

    [Fact]
    public Task A_long_trace_of_many_units() => Look("long-trace", path => TracePage.Save("long", MadeReports.Trace(4000, 200, inputs: 9), path), maps: 6);

    [Fact]
    public async Task Hostile_names_do_nothing()
    {
        string bad = MadeReports.Hostile;
        await Look("hostile", path => ReportPage.Save(MadeReports.Report(MadeReports.Result(3), [MadeReports.Classes(3, bad, bad), MadeReports.Numbers([1, 2], [2, 1], bad, bad)], MadeReports.Trace(4, 2, name: bad, labels: 4), bad), path), maps: 6);
        Assert.DoesNotContain("broken", ((string)(await browser!.Evaluate("document.title", limit.Token))!)[..6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_memory_cell_shows_its_gates_where_they_are_and_the_pointer_reads_them()
    {
        await Look("memory-cell", path => TracePage.Save("memory-cell", MemoryCell.Trace(), path), maps: 6);
        // The middle of the seventh step of the forget gate's map: the cell is cleared there, and nowhere else.
        var places = (await browser!.Evaluate("(() => { const map = document.querySelector('image[data-name^=\"Forget\"]'); map.scrollIntoView({block: 'center'}); const r = map.getBoundingClientRect(); return [7, 6].map(step => [r.left + r.width * (step - 0.5) / 9, r.top + r.height / 2]); })()", limit.Token)).AsArray();
        foreach (var (place, value) in places.Zip((string[])["step 7, unit 1: forget gate f 0", "step 6, unit 1: forget gate f 1"]))
        {
            await browser.MoveMouse((double)place![0]!, (double)place[1]!, limit.Token);
            Assert.Equal(value, (string?)await browser.Evaluate("document.querySelector('.tip').hidden ? 'hidden' : document.querySelector('.tip').textContent", limit.Token));
        }
        // What is on the screen, not only in the file: dark at step 7, light at its neighbours.
        byte[] picture = await browser.Picture(limit.Token);
        string colours = (string)(await browser.Evaluate(
            $$"""
            (async () => {
              const image = new Image();
              image.src = "data:image/png;base64,{{Convert.ToBase64String(picture)}}";
              await image.decode();
              const canvas = document.createElement("canvas");
              canvas.width = image.width; canvas.height = image.height;
              const context = canvas.getContext("2d");
              context.drawImage(image, 0, 0);
              const r = document.querySelector('image[data-name^="Forget"]').getBoundingClientRect();
              return [5, 7, 8].map(step => [...context.getImageData(scrollX + r.left + r.width * (step - 0.7) / 9, scrollY + r.top + 4, 1, 1).data].slice(0, 3).join(" ")).join(", ");
            })()
            """,
            limit.Token))!;
        byte[] palette = Lstm.Training.Report.Charts.ColourScale.Sequential.Palette;
        string Colour(int n) => string.Join(' ', palette[(3 * n)..(3 * n + 3)]);
        Assert.Equal($"{Colour(254)}, {Colour(0)}, {Colour(254)}", colours);
    }

    /// <summary>Opens a page wide, wide and dark, and narrow; nothing is fetched, nothing complains, nothing is cut off.</summary>
    private async Task Look(string name, Action<string> save, int maps)
    {
        browser = await shared.Get(limit.Token);
        string path = Path.Combine(Folder, name + ".html");
        save(path);
        foreach (var (view, width, dark) in ((string, int, bool)[])[("phone", 390, false), ("dark", 1280, true), ("light", 1280, false)])
        {
            await browser.Open(path, width, 900, dark, limit.Token);
            Assert.Equal(maps, (int)await browser.Evaluate("(async () => { let n = 0; for (const map of document.querySelectorAll('image.map')) { const image = new Image(); image.src = map.getAttribute('href'); await image.decode(); n += image.naturalWidth > 0; } return n; })()", limit.Token));
            Assert.True((bool)await browser.Evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)", limit.Token));
            Assert.True((int)await browser.Evaluate("document.documentElement.scrollWidth", limit.Token) <= width, $"{name}, {view}: the page is wider than the window");
            await File.WriteAllBytesAsync(Path.Combine(Folder, $"{name}-{view}.png"), await browser.Picture(limit.Token), limit.Token);
            Assert.Equal($"{view}: ", $"{view}: {await browser.Evaluate(Overlaps, limit.Token)}");
            AssertQuiet(browser.Events, path);
        }
    }

    /// <summary>One browser for all tests of the class, started when the first of them needs it.</summary>
    public sealed class SharedBrowser : IAsyncDisposable
    {
        private Task<Browser>? browser;

        internal Task<Browser> Get(CancellationToken cancellation) => browser ??= Browser.Start(cancellation);

        public async ValueTask DisposeAsync()
        {
            if (browser is { IsCompletedSuccessfully: true })
            {
                await browser.Result.DisposeAsync();
            }
        }
    }

    /// <summary>Pairs of labels of one drawing that lie over each other.</summary>
    private const string Overlaps =
        """
        [...document.querySelectorAll("svg.chart")].flatMap(svg => {
          const texts = [...svg.querySelectorAll("text:not(.token)")].filter(t => t.textContent.trim()).map(t => [t.textContent, t.getBoundingClientRect()]);
          return texts.flatMap(([a, ra], n) => texts.slice(n + 1).filter(([, rb]) => ra.left < rb.right - 1 && rb.left < ra.right - 1 && ra.top < rb.bottom - 4 && rb.top < ra.bottom - 4).map(([b]) => `${svg.getAttribute("aria-label").slice(0, 40)}: ${a} / ${b}`));
        }).join("; ")
        """;

    private static void AssertQuiet(IReadOnlyList<System.Text.Json.Nodes.JsonNode> events, string path)
    {
        string own = new Uri(path).AbsoluteUri;
        foreach (var message in events)
        {
            switch ((string?)message["method"])
            {
                case "Runtime.exceptionThrown" or "Runtime.consoleAPICalled" or "Log.entryAdded":
                    Assert.Fail(message.ToJsonString());
                    break;
                case "Network.requestWillBeSent":
                    string url = (string)message["params"]!["request"]!["url"]!;
                    Assert.True(url == own || url.StartsWith("data:", StringComparison.Ordinal), $"The page asks for {url}.");
                    break;
            }
        }
        Assert.Contains(events, message => (string?)message["method"] == "Network.requestWillBeSent");
    }
}
