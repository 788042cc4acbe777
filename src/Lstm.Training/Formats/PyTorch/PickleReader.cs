using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text;
using Lstm.Training.Formats.Common;

namespace Lstm.Training.Formats.PyTorch;

/// <summary>
/// Reads the part of Python's pickle format that checkpoints need (opcodes of PEP 3154 and before). It is a stack of data: the few
/// functions that files of tensors name are known here by what they do, and every other name stays a name, so that nothing in a
/// file can run.
/// </summary>
internal sealed class PickleReader(ModelSource source, string place, byte[] bytes)
{
    private static readonly object Mark = new();

    private readonly List<object?> stack = [];
    private readonly Dictionary<long, object?> memo = [];
    private int at;

    /// <summary>Where the last pickle ended.</summary>
    public int End => at;

    /// <summary>The storages that were referred to: their types by their keys.</summary>
    public Dictionary<string, string> Storages { get; } = [];

    /// <summary>The value of the next pickle.</summary>
    public object? Read()
    {
        stack.Clear();
        memo.Clear();
        while (true)
        {
            byte opcode = Byte();
            if (opcode == (byte)'.')
            {
                return Pop();
            }
            source.Budget.Visit(source, place);
            Do(opcode);
        }
    }

    private void Do(byte opcode)
    {
        switch ((char)opcode)
        {
            case '\x80':
                byte protocol = Byte();
                if (protocol is < 2 or > 5)
                {
                    throw Fault($"it is written in protocol {protocol}", "2 to 5");
                }
                break;
            case '\x95': // FRAME
                Take(8);
                break;
            case '(':
                stack.Add(Mark);
                break;
            case 'N':
                stack.Add(null);
                break;
            case '\x88':
                stack.Add(true);
                break;
            case '\x89':
                stack.Add(false);
                break;
            case 'J':
                stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                break;
            case 'K':
                stack.Add((long)Byte());
                break;
            case 'M':
                stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                break;
            case '\x8a': // LONG1
                AddWhole(Take(Byte()));
                break;
            case '\x8b': // LONG4
                AddWhole(Take(SignedLength("a number")));
                break;
            case 'G':
                stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                break;
            case 'X':
                stack.Add(Text(Length32()));
                break;
            case '\x8c': // SHORT_BINUNICODE
            case 'U':
                stack.Add(Text(Byte()));
                break;
            case 'T':
                stack.Add(Text(SignedLength("a text")));
                break;
            case 'C': // SHORT_BINBYTES
                stack.Add(Bytes(Byte()));
                break;
            case 'B': // BINBYTES
                stack.Add(Bytes(Length32()));
                break;
            case '\x8f': // EMPTY_SET
                stack.Add(new List<object?>());
                break;
            case '\x91': // FROZENSET
                stack.Add(ToMark());
                break;
            case ')':
                stack.Add(new PickleTuple([]));
                break;
            case 't':
                stack.Add(new PickleTuple(ToMark()));
                break;
            case '\x85':
            case '\x86':
            case '\x87':
                stack.Add(new PickleTuple(Last(opcode - 0x84)));
                break;
            case ']':
                stack.Add(new List<object?>());
                break;
            case 'l':
                stack.Add(ToMark());
                break;
            case 'a':
                Extend(Last(1));
                break;
            case 'e':
            case '\x90': // ADDITEMS
                Extend(ToMark());
                break;
            case '}':
                stack.Add(new PickleDict());
                break;
            case 'd':
                var pairs = ToMark();
                stack.Add(new PickleDict());
                Fill(pairs);
                break;
            case 's':
                Fill(Last(2));
                break;
            case 'u':
                Fill(ToMark());
                break;
            case '0':
                Pop();
                break;
            case '1':
                ToMark();
                break;
            case 'q':
                Remember(Byte());
                break;
            case 'r':
                Remember(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)));
                break;
            case '\x94': // MEMOIZE
                Remember(memo.Count);
                break;
            case 'h':
                stack.Add(Recall(Byte()));
                break;
            case 'j':
                stack.Add(Recall(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                break;
            case 'c':
                string module = Line();
                stack.Add(KnownGlobals.Find(module, Line()));
                break;
            case '\x93': // STACK_GLOBAL
                stack.Add(Last(2) is [string moduleName, string name] ? KnownGlobals.Find(moduleName, name) : throw Fault("a name that is not a string", "a module and a name"));
                break;
            case 'R':
                stack.Add(Called(Last(2)));
                break;
            case '\x81': // NEWOBJ
                stack.Add(Made(Last(2)));
                break;
            case '\x92': // NEWOBJ_EX
                stack.Add(Made(Last(3)));
                break;
            case 'b':
                Build(Pop());
                break;
            case 'Q':
                stack.Add(Storage(Pop()));
                break;
            default:
                throw Fault($"opcode 0x{opcode:x2} at byte {at - 1}", "one of those that files of tensors consist of");
        }
    }

    private object? Called(List<object?> values) => values switch
    {
        [PickleGlobal function, PickleTuple arguments] => KnownGlobals.Call(source, place, function, arguments.Items),
        [PickleOpaque unknown, _] => unknown,
        _ => throw Fault("a call of something that is not a name", "a function's name and a tuple"),
    };

    private object Made(List<object?> values) => values switch
    {
        [PickleGlobal { Module: ['_', '_', 't', 'o', 'r', 'c', 'h', '_', '_', ..] } type, PickleTuple { Items.Count: 0 }] => new PickleObject(type),
        [PickleOpaque unknown, ..] => unknown,
        _ => throw Fault("an object that is not a scripted module", "tensors; save state_dict() instead of the module"),
    };

    private void Build(object? state)
    {
        switch (stack.LastOrDefault())
        {
            case PickleObject made when state is PickleDict attributes:
                made.Attributes = attributes;
                break;
            case PickleDict dict when state is PickleDict attributes: // the _metadata that a state_dict carries
                dict.Attributes = attributes;
                break;
            case PickleOpaque:
                break;
            default:
                throw Fault("a state for something that takes none", "attributes of a scripted module");
        }
    }

    // Before PyTorch 1.6 a sixth value said which part of a storage it was, or none; and classes were referred to with their source.
    private object Storage(object? id)
    {
        switch (id)
        {
            case PickleTuple { Items: ["storage", var type and (PickleGlobal or PickleOpaque), string key, string, long, ..] items } when items.Count == 5 || (items.Count == 6 && items[5] is null):
                string name = (type as PickleGlobal ?? ((PickleOpaque)type).Global).Name;
                Storages[key] = name;
                return new PickleStorage(name, key);
            case PickleTuple { Items: ["module", PickleOpaque module, ..] }:
                return module;
            default:
                throw Fault("a reference to something that is not a storage", "('storage', type, key, place, count)");
        }
    }

    private void Extend(List<object?> items)
    {
        if (stack.LastOrDefault() is not PickleOpaque)
        {
            Peek<List<object?>>("a list").AddRange(items);
        }
    }

    private void Fill(List<object?> pairs)
    {
        if (stack.LastOrDefault() is PickleOpaque)
        {
            return;
        }
        var target = Peek<PickleDict>("a dictionary");
        for (int k = 0; k + 1 < pairs.Count; k += 2)
        {
            target.Entries.Add(new(pairs[k], pairs[k + 1]));
        }
    }

    private void Remember(long key) => memo[key] = stack.Count > 0 ? stack[^1] : throw Fault("it remembers what is not there", "a value first");

    private object? Recall(long key) => memo.TryGetValue(key, out object? value) ? value : throw Fault($"it recalls value {key}, which it never remembered", "a whole pickle");

    private T Peek<T>(string what)
        where T : class => stack.LastOrDefault() as T ?? throw Fault("a value is in a place where none is allowed", what);

    private object? Pop() => Last(1)[0];

    private List<object?> Last(int count)
    {
        if (stack.Count < count || stack.GetRange(stack.Count - count, count).Contains(Mark))
        {
            throw Fault($"byte {at - 1} takes more values than there are", "a whole pickle");
        }
        var values = stack.GetRange(stack.Count - count, count);
        stack.RemoveRange(stack.Count - count, count);
        return values;
    }

    private List<object?> ToMark()
    {
        int mark = stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Fault($"byte {at - 1} takes values from a mark that is not there", "a whole pickle");
        }
        var values = stack.GetRange(mark + 1, stack.Count - mark - 1);
        stack.RemoveRange(mark, stack.Count - mark);
        return values;
    }

    private byte Byte() => Take(1)[0];

    private int Length32()
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
        return length <= int.MaxValue ? (int)length : throw Fault($"a text of {length} bytes", "one within the file");
    }

    // The older opcodes have lengths with a sign.
    private int SignedLength(string what)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        return length >= 0 ? length : throw Fault($"{what} of {length} bytes", "a length from 0 on");
    }

    // States of random generators are longer than any number that a tensor has.
    private void AddWhole(ReadOnlySpan<byte> value)
    {
        var number = new BigInteger(value);
        bool isShort = number >= long.MinValue && number <= long.MaxValue;
        if (isShort)
        {
            stack.Add((long)number);
        }
        else
        {
            stack.Add(number);
        }
    }

    private string Text(int length)
    {
        var text = Take(length);
        source.Budget.Take(source, place, sizeof(char) * (long)length);
        return Encoding.UTF8.GetString(text);
    }

    // Bytes are a part of objects that nobody looks into.
    private object? Bytes(int length)
    {
        Take(length);
        return null;
    }

    private string Line()
    {
        int length = bytes.AsSpan(at).IndexOf((byte)'\n');
        string line = Text(length >= 0 ? length : throw Fault("a line without an end", "a whole pickle"));
        at++;
        return line;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - at)
        {
            throw Fault($"it ends at byte {bytes.Length}, within a value", "a whole pickle");
        }
        at += count;
        return bytes.AsSpan(at - count, count);
    }

    private ImportException Fault(string problem, string expected) => source.Fault(place, problem, expected);
}
