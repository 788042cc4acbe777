using System;
using System.Text;

namespace IotDevice;

/// <summary>Answers an HTTP request: GET or HEAD of /metrics, and nothing else.</summary>
internal static class MetricsRequest
{
    /// <summary>Bytes that a request may have; those of scrapers have a few hundred.</summary>
    public const int Longest = 8192;

    /// <summary>Whether a request is whole: no more than its head is ever read.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> request) => request.IndexOf("\r\n\r\n"u8) >= 0;

    /// <summary>The answer, head and all.</summary>
    /// <param name="request">The request's head.</param>
    /// <param name="metrics">Makes the text, if it is wanted.</param>
    public static byte[] Answer(ReadOnlySpan<byte> request, Func<string> metrics)
    {
        int end = request.IndexOf("\r\n"u8);
        string[] words = end < 0 ? [] : Encoding.ASCII.GetString(request[..end]).Split(' ');
        if (words is not [var method, var target, "HTTP/1.1" or "HTTP/1.0"])
        {
            return Write("400 Bad Request", "This is no HTTP/1.1.\n", withBody: true);
        }
        if (method is not ("GET" or "HEAD"))
        {
            return Write("405 Method Not Allowed", "Only GET and HEAD.\n", withBody: true, "Allow: GET, HEAD\r\n");
        }
        return target.Split('?')[0] == "/metrics" // scrapers may send parameters, of which there are none here
            ? Write("200 OK", metrics(), withBody: method == "GET")
            : Write("404 Not Found", "There is only /metrics.\n", withBody: method == "GET");
    }

    private static byte[] Write(string status, string body, bool withBody, string headers = "") => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{(withBody ? body : "")}");
}
