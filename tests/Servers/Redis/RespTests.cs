using System.Buffers;
using System.Text;
using AcdRouter.Journals;

namespace AcdRouter.Servers.Tests.Redis;

/// <summary>What goes over an append's own connection, byte by byte.</summary>
public sealed class RespTests
{
    [Theory]
    [InlineData("+OK\r\n", "OK")]
    [InlineData(":17\r\n", "17")]
    [InlineData("$5\r\na\r\nb!\r\n", "a\r\nb!")]
    [InlineData("$0\r\n\r\n", "")]
    [InlineData("$-1\r\n", null)]
    [InlineData("*3\r\n$4\r\nhead\r\n:2\r\n$-1\r\n", "head", "2", null)]
    [InlineData("*0\r\n")]
    public void An_answer_is_read_once_its_last_byte_is_there_and_no_further(string text, params string?[] values)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var length = 0; length < bytes.Length; length++)
        {
            RespReply.TryRead(bytes.AsSpan(0, length), out _, out _).ShouldBeFalse($"{length} bytes");
        }
        RespReply.TryRead([.. bytes, .. "+next\r\n"u8], out var reply, out var used).ShouldBeTrue();
        used.ShouldBe(bytes.Length);
        reply.Error.ShouldBeNull();
        reply.Values.ShouldBe(values);
    }

    [Fact]
    public void An_error_is_read_in_the_words_of_the_server()
    {
        RespReply.TryRead("-OOM command not allowed\r\n"u8, out var reply, out _).ShouldBeTrue();
        reply.Error.ShouldBe("OOM command not allowed");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("$x\r\n")]
    [InlineData("*-5\r\n")]
    [InlineData("\r\n")]
    public void What_is_no_answer_is_not_taken_for_one(string text) =>
        Should.Throw<InvalidDataException>(() => RespReply.TryRead(Encoding.UTF8.GetBytes(text), out _, out _));

    [Fact]
    public void A_command_is_written_with_the_length_of_each_part_in_bytes()
    {
        var target = new ArrayBufferWriter<byte>();
        var writer = new RespWriter(target);
        writer.Command(3);
        writer.Part("é");
        writer.Part(long.MinValue);
        writer.Part(""u8);
        Encoding.UTF8.GetString(target.WrittenSpan).ShouldBe("*3\r\n$2\r\né\r\n$20\r\n-9223372036854775808\r\n$0\r\n\r\n");
    }
}
