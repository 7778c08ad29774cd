using System.Reflection;
using System.Runtime.CompilerServices;
using AcdRouter.Contracts;

namespace AcdRouter.Web.Tests;

public sealed class TopicTests
{
    public static TheoryData<string> News => [.. Types.Select(type => type.Name)];

    private static IEnumerable<Type> Types => typeof(INews).Assembly.GetExportedTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(INews)));

    [Theory]
    [MemberData(nameof(News))]
    public void Every_news_has_its_place(string name)
    {
        var type = Types.Single(each => each.Name == name);
        var news = (INews)RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(ValueList<PersonId>)))
        {
            field.SetValue(news, ValueList<PersonId>.Empty);
        }
        Should.NotThrow(() => Topic.Collect(news, []));
    }

    [Fact]
    public void Every_news_has_its_consumer() => NewsConsumers.Types.Select(type => type.GetGenericArguments()[0]).ShouldBe(Types, ignoreOrder: true);
}
