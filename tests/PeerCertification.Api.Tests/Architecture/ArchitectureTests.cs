using System.Reflection;
using MediatR;
using PeerCertification.Api.Pipeline;
using PeerCertification.Api.Security;
using PeerCertification.Domain;

namespace PeerCertification.Api.Tests.Architecture;

public sealed class ArchitectureTests
{
    private const string Root = "PeerCertification.Api.";

    /// <summary>Each folder with the folders of ours it may name. What is not listed is refused.</summary>
    private static readonly Dictionary<string, string[]> MayName = new()
    {
        ["Persistence"] = ["Persistence", "Pipeline", "Security"],
        ["Security"] = ["Security", "Persistence", "Pipeline", "Problems"],
        ["Problems"] = ["Problems"],
        ["Pipeline"] = ["Pipeline", "Problems", "Security", "Persistence"],
    };

    private static readonly Type[] ApiTypes = [.. typeof(Program).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true)];

    private static readonly Type[] Requests = [.. ApiTypes.Where(t => !t.IsInterface && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)))];

    [Fact]
    public void The_domain_references_nothing_but_the_runtime() =>
        Assert.All(typeof(Refusal).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void Every_message_lives_in_a_slice_with_one_handler()
    {
        Assert.NotEmpty(Requests);
        Assert.All(Requests.Where(r => r != typeof(AdmitOutsider.Command)), request => // no route: an outside issuer's token sends it
        {
            Assert.NotNull(request.DeclaringType);
            Assert.StartsWith(Root + "Features.", request.Namespace, StringComparison.Ordinal);
            Assert.NotNull(request.DeclaringType.GetNestedType("Handler", BindingFlags.NonPublic));
        });
    }

    [Fact]
    public void No_slice_names_another_slices_types()
    {
        var slices = Requests.Select(r => r.DeclaringType!).ToHashSet();

        Assert.Equal([], from slice in slices
                         from named in TypesNamedBy(slice)
                         where named.DeclaringType is { } other && other != slice && slices.Contains(other)
                         select $"{slice.Name} names {named.DeclaringType!.Name}.{named.Name}");
    }

    [Fact]
    public void Folders_lean_on_each_other_only_as_the_architecture_says()
    {
        var arrows = from type in ApiTypes
                     let folder = Folder(type)
                     where MayName.ContainsKey(folder)
                     from named in TypesNamedBy(type)
                     where named.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true
                     let to = Folder(named)
                     where !MayName[folder].Contains(to)
                     select $"{type.Name} ({folder}) names {named.Name} ({to})";

        Assert.Contains(ApiTypes, t => MayName.ContainsKey(Folder(t)));
        Assert.Equal([], arrows.Distinct());
    }

    [Fact]
    public void Queries_have_no_way_to_record()
    {
        var queries = Requests.Where(r => r.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>))).ToList();

        Assert.NotEmpty(queries);
        Assert.All(queries, q => Assert.DoesNotContain(TypesNamedBy(q.DeclaringType!), t => t == typeof(History) || t == typeof(Outbox)));
    }

    private static string Folder(Type type) => type.Namespace![Root.Length..].Split('.')[0];

    private static IEnumerable<Type> TypesNamedBy(Type type) =>
        (from part in type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Append(type)
         from member in part.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
         from named in member switch
         {
             MethodInfo m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType),
             ConstructorInfo c => c.GetParameters().Select(p => p.ParameterType),
             FieldInfo f => [f.FieldType],
             _ => [],
         }
         from one in named.IsGenericType ? named.GetGenericArguments().Append(named) : [named]
         select one).Distinct();
}
