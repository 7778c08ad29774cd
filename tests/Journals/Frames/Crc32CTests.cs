using System.Text;

namespace AcdRouter.Journals.Tests;

public sealed class Crc32CTests
{
    [Fact]
    public void The_examples_of_rfc_3720_come_out()
    {
        Crc32C.Of(new byte[32]).ShouldBe(0x8A9136AAu);
        Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()).ShouldBe(0x62A8AB43u);
        Crc32C.Of(Enumerable.Range(0, 32).Select(each => (byte)each).ToArray()).ShouldBe(0x46DD794Eu);
        Crc32C.Of(Encoding.ASCII.GetBytes("123456789")).ShouldBe(0xE3069283u);
    }
}
