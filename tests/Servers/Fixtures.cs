using AcdRouter.Testing;

[assembly: AssemblyFixture(typeof(SharedRabbit))]
[assembly: AssemblyFixture(typeof(SharedPostgres))]
