using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace Lstm.Training.Report.Html;

/// <summary>A page of its own: nothing is fetched, and nothing but our style and script is obeyed, as its policy tells the browser.</summary>
internal static class Page
{
    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    /// <summary>A page around what <paramref name="body"/> writes.</summary>
    public static string Write(string title, Action<HtmlWriter> body)
    {
        var html = new HtmlWriter();
        html.Verbatim("<!DOCTYPE html>\n");
        using (html.Block("html", ("lang", "en")))
        {
            using (html.Block("head"))
            {
                html.Empty("meta", ("charset", "utf-8"));
                html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", $"default-src 'none'; img-src data:; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'"));
                html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
                html.Element("title", title);
                html.Verbatim($"<link rel=\"icon\" href=\"data:,\"/>\n<style>{Style}</style>\n");
            }
            using (html.Block("body"))
            {
                using (html.Block("main"))
                {
                    body(html);
                }
                html.Verbatim($"<script>{Script}</script>\n");
            }
        }
        return html.ToString();
    }

    /// <summary>The page's bytes; halves of characters that data may hold become replacement marks.</summary>
    public static byte[] Bytes(string html) => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(html);

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Resource(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("Lstm.Training.Report." + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
